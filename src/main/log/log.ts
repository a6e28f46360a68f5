import { join } from 'node:path';
import electronLog from 'electron-log/node';

/** What a log line may carry: short facts, never a person's name, address or number, never a secret. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** Writes one line: what happened, in a few words, and the facts around it. */
export type Log = (event: string, facts?: Facts) => void;

export const silent: Log = () => {};

const FILE_BYTES = 2 * 1024 * 1024;

/** A log of JSON lines in `folder`/vestibule.log; at 2 MiB it becomes vestibule.old.log and a new one begins. */
export function openLog(folder: string): Log {
  const logger = electronLog.create({ logId: 'vestibule' });
  logger.transports.console.level = false;
  logger.transports.file.resolvePathFn = () => join(folder, 'vestibule.log');
  logger.transports.file.maxSize = FILE_BYTES;
  logger.transports.file.format = ({ data }) => data;
  return (event, facts) => {
    logger.info(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
  };
}

/** What kind of error, and where it was thrown. Not its message, which may quote what somebody typed. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [error.name, ...frames.slice(0, 4).map((frame) => frame.trim())].join(' ');
}
