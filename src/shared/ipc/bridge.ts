import type { News, Request, Response } from './contract.ts';
import type { Result } from './result.ts';

/** What the preload puts at `window.vestibule`: one named method for each channel, nothing generic. */
export interface Bridge {
  open(): Promise<Result<Response<'kiosk.open'>>>;
  search(request: Request<'directory.search'>): Promise<Result<Response<'directory.search'>>>;
  searchBookings(request: Request<'bookings.search'>): Promise<Result<Response<'bookings.search'>>>;
  add(request: Request<'entries.add'>): Promise<Result<Response<'entries.add'>>>;
  hostAnswer(request: Request<'hosts.answer'>): Promise<Result<Response<'hosts.answer'>>>;
  /** Each returns a function that stops listening. */
  onEntryChanged(listener: (news: News<'entries.changed'>) => void): () => void;
  onStatusChanged(listener: (news: News<'status.changed'>) => void): () => void;
}
