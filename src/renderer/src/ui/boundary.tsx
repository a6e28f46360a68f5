import { Component, type ReactNode } from 'react';
import { ClosedScreen } from '../flow/screens/closed.tsx';

const RETRY_MS = 5_000;

interface BoundaryProps {
  children: ReactNode;
  /** A screen broke: whatever was typed is to be forgotten. */
  onBroken: () => void;
}

/** Instead of an empty page after a defect: the way to reception, and soon another try. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch() {
    this.props.onBroken();
    setTimeout(() => this.setState({ broken: false }), RETRY_MS);
  }

  override render() {
    return this.state.broken ? <ClosedScreen /> : this.props.children;
  }
}
