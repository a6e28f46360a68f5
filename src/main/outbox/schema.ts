/** SQL that leads from each version of outbox.db to the next. One that has been released is never changed. */
export const versions = [
  `CREATE TABLE entries (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'refused', 'unsure')),
     arrival TEXT NOT NULL,
     added_at INTEGER NOT NULL,
     not_before INTEGER NOT NULL DEFAULT 0,
     tries INTEGER NOT NULL DEFAULT 0,
     sent_at INTEGER,
     unheard_since INTEGER,
     receipt TEXT,
     reason TEXT,
     ended_at INTEGER
   ) STRICT;
   CREATE INDEX entries_waiting ON entries (account, seq) WHERE state IN ('pending', 'sending');
   CREATE INDEX entries_due ON entries (account, not_before) WHERE state = 'pending';
   CREATE INDEX entries_oldest ON entries (account, added_at) WHERE state IN ('pending', 'sending');
   CREATE INDEX entries_receipts ON entries (account, receipt) WHERE receipt IS NOT NULL;
   CREATE INDEX entries_ended ON entries (ended_at) WHERE state = 'delivered';
   CREATE INDEX entries_parked ON entries (state) WHERE state IN ('refused', 'unsure')`,

  // What version 1 kept in the clear has no key here; the kiosk seals it as soon as it has one.
  `ALTER TABLE entries RENAME TO entries_1;
   DROP INDEX entries_waiting;
   DROP INDEX entries_due;
   DROP INDEX entries_oldest;
   DROP INDEX entries_receipts;
   DROP INDEX entries_ended;
   DROP INDEX entries_parked;
   CREATE TABLE keys (
     id TEXT PRIMARY KEY,
     public_key BLOB NOT NULL,
     private_key BLOB,
     made_at INTEGER NOT NULL,
     lost_at INTEGER
   ) STRICT;
   CREATE TABLE entries (
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN
       ('held', 'pending', 'sending', 'delivered', 'refused', 'unsure', 'lost', 'discarded')),
     key_id TEXT REFERENCES keys (id),
     sealed BLOB NOT NULL,
     after_id TEXT,
     confirmed_at INTEGER NOT NULL,
     clock_offset INTEGER,
     clock_run TEXT,
     clock_elapsed INTEGER,
     host_id TEXT,
     not_before INTEGER NOT NULL DEFAULT 0,
     tries INTEGER NOT NULL DEFAULT 0,
     sent_at INTEGER,
     unheard_since INTEGER,
     receipt TEXT,
     ended_at INTEGER
   ) STRICT;
   CREATE TABLE trial (id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
   CREATE TABLE tally (
     account TEXT NOT NULL,
     state TEXT NOT NULL,
     count INTEGER NOT NULL,
     PRIMARY KEY (account, state)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER tally_added AFTER INSERT ON entries BEGIN
     INSERT INTO tally VALUES (new.account, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
   END;
   CREATE TRIGGER tally_moved AFTER UPDATE OF state ON entries WHEN new.state <> old.state BEGIN
     UPDATE tally SET count = count - 1 WHERE account = old.account AND state = old.state;
     INSERT INTO tally VALUES (new.account, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
   END;
   CREATE TRIGGER tally_erased AFTER DELETE ON entries BEGIN
     UPDATE tally SET count = count - 1 WHERE account = old.account AND state = old.state;
   END;
   INSERT INTO entries (seq, id, account, state, sealed, confirmed_at, not_before, tries, sent_at, unheard_since,
                        receipt, ended_at)
     SELECT seq, id, account, state,
            CAST(iif(json_valid(arrival),
                     json_patch(json_object('walkIn', json_remove(arrival, '$.confirmedAt')),
                                iif(reason IS NULL, '{}', json_object('reason', json(reason)))),
                     arrival) AS BLOB),
            coalesce(CAST(round(unixepoch(iif(json_valid(arrival), arrival ->> '$.confirmedAt', NULL), 'subsec') * 1000)
                          AS INTEGER), added_at),
            not_before, tries, sent_at, unheard_since, receipt, ended_at
     FROM entries_1;
   DROP TABLE entries_1;
   CREATE INDEX entries_waiting ON entries (account, seq) WHERE state IN ('held', 'pending', 'sending');
   CREATE INDEX entries_later ON entries (account, not_before) WHERE state = 'pending' AND not_before > 0;
   CREATE INDEX entries_sending ON entries (seq) WHERE state = 'sending';
   CREATE INDEX entries_unsettled ON entries (account, seq) WHERE state = 'pending' AND sent_at IS NOT NULL;
   CREATE INDEX entries_held ON entries (after_id) WHERE state = 'held';
   CREATE INDEX entries_receipts ON entries (account, receipt) WHERE receipt IS NOT NULL;
   CREATE INDEX entries_ended ON entries (ended_at) WHERE state IN ('delivered', 'discarded');
   CREATE INDEX entries_parked ON entries (account, seq) WHERE state IN ('refused', 'unsure', 'lost');
   CREATE INDEX entries_untimed ON entries (clock_run) WHERE clock_offset IS NULL;
   CREATE INDEX entries_unsealed ON entries (seq) WHERE key_id IS NULL`,

  // What an older version kept is a walk-in. The update writes both columns into each row, where a rescue looks for them.
  `ALTER TABLE entries ADD COLUMN kind TEXT NOT NULL DEFAULT 'walk-in';
   ALTER TABLE entries ADD COLUMN after_receipt TEXT;
   UPDATE entries SET kind = 'walk-in',
     after_receipt = (SELECT receipt FROM entries first WHERE first.id = entries.after_id);
   DROP INDEX entries_held;
   CREATE INDEX entries_followers ON entries (after_id) WHERE after_id IS NOT NULL`,
];
