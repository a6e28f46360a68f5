import { createHash } from 'node:crypto';
import type { ErrandKind } from '#shared/domain/errand.ts';

/**
 * The id of an errand that comes of another: the same each time, so that whatever asks for it twice keeps one entry. A
 * UUID of version 8 (RFC 9562).
 */
export function followUpId(id: string, kind: ErrandKind): string {
  const bytes = createHash('sha256').update(`${kind} ${id}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
