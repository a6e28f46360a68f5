import type { News, Request, Response } from './contract.ts';
import type { Result } from './result.ts';

/** What the preload puts at `window.vestibule`: one named method for each channel, nothing generic. */
export interface Bridge {
  open(): Promise<Result<Response<'kiosk.open'>>>;
  search(request: Request<'directory.search'>): Promise<Result<Response<'directory.search'>>>;
  add(request: Request<'arrivals.add'>): Promise<Result<Response<'arrivals.add'>>>;
  /** Each returns a function that stops listening. */
  onArrivalChanged(listener: (news: News<'arrivals.changed'>) => void): () => void;
  onStatusChanged(listener: (news: News<'status.changed'>) => void): () => void;
}
