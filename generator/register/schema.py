"""The schema of the register, one SQL script a version; a script that was released never changes."""

from __future__ import annotations


def _refusing(change: str, why: str) -> str:
    """Return the trigger that refuses a change: its name, then when it is called."""
    return f"CREATE TRIGGER {change}\n        BEGIN SELECT RAISE(ABORT, '{why}'); END;"


#: One script per version of the schema; ``PRAGMA user_version`` tells how many were run.
MIGRATIONS = (
    f"""
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        campaign TEXT NOT NULL,
        insee TEXT NOT NULL,
        kind TEXT NOT NULL,
        rank INTEGER NOT NULL CHECK (rank >= 0),
        year INTEGER NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'voted', 'complete', 'signed', 'cancelled'))
    ) STRICT;
    CREATE UNIQUE INDEX one_number_a_document ON documents (campaign, insee, kind, rank) WHERE state <> 'cancelled';
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        happened_at TEXT NOT NULL,
        number TEXT NOT NULL REFERENCES documents (number),
        what TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER numbers_stay BEFORE UPDATE OF number, campaign, insee, kind, rank, year, seq ON documents
        BEGIN SELECT RAISE(ABORT, 'a number never changes'); END;
    {_refusing("documents_stay BEFORE DELETE ON documents", "a document is never deleted")}
    {_refusing("events_stay BEFORE DELETE ON events", "the journal is append-only")}
    {_refusing("events_hold BEFORE UPDATE ON events", "the journal is append-only")}
    """,
    f"""
    CREATE TABLE originals (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        extension TEXT NOT NULL,
        bytes INTEGER NOT NULL CHECK (bytes >= 0)
    ) STRICT;
    CREATE TABLE acts (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        number TEXT NOT NULL,
        decided_on TEXT NOT NULL,
        convened_on TEXT,
        posted_on TEXT,
        in_office INTEGER,
        present INTEGER,
        voting INTEGER,
        present_names TEXT NOT NULL,
        proxies TEXT NOT NULL,
        absent_names TEXT NOT NULL,
        secretary TEXT NOT NULL,
        signatories TEXT NOT NULL,
        votes_for INTEGER,
        votes_against INTEGER,
        abstentions INTEGER,
        not_voting INTEGER,
        unanimous INTEGER CHECK (unanimous IN (0, 1)),
        object TEXT NOT NULL,
        sent_on TEXT,
        received_on TEXT,
        published_on TEXT,
        identifier TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL,
        replaced_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX one_act_a_document ON acts (document) WHERE replaced_at IS NULL;
    CREATE TABLE signatures (
        document TEXT PRIMARY KEY REFERENCES documents (number),
        signed_on TEXT NOT NULL,
        notified_on TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE kept (
        document TEXT NOT NULL REFERENCES signatures (document),
        role TEXT NOT NULL CHECK (role IN ('output', 'scan')),
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES originals (sha256),
        PRIMARY KEY (document, role, path, sha256)
    ) STRICT;
    {_refusing("originals_stay BEFORE DELETE ON originals", "an original is never deleted")}
    {_refusing("acts_stay BEFORE DELETE ON acts", "an act is never deleted")}
    CREATE TRIGGER acts_hold BEFORE UPDATE ON acts
        WHEN old.replaced_at IS NOT NULL OR new.replaced_at IS NULL
        BEGIN SELECT RAISE(ABORT, 'an act is replaced, never changed'); END;
    {_refusing("signatures_stay BEFORE DELETE ON signatures", "a signature is never deleted")}
    CREATE TRIGGER signed_content_holds BEFORE UPDATE OF document, content ON signatures
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    {_refusing("kept_stay BEFORE DELETE ON kept", "what was signed is never deleted")}
    {_refusing("kept_hold BEFORE UPDATE ON kept", "what was signed never changes")}
    """,
    f"""
    CREATE TABLE amendments (
        document TEXT PRIMARY KEY REFERENCES documents (number),
        convention TEXT NOT NULL REFERENCES documents (number),
        period TEXT NOT NULL,
        financial INTEGER NOT NULL CHECK (financial IN (0, 1)),
        content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE evaluations (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL,
        period TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER amendments_hold BEFORE UPDATE ON amendments
        WHEN EXISTS (SELECT 1 FROM signatures WHERE document = old.document)
        BEGIN SELECT RAISE(ABORT, 'a signed avenant never changes'); END;
    {_refusing("amendments_stay BEFORE DELETE ON amendments", "an avenant is never deleted")}
    {_refusing("evaluations_stay BEFORE DELETE ON evaluations", "an evaluation is never deleted")}
    """,
    """
    ALTER TABLE acts ADD COLUMN despite_why TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN despite_advice TEXT NOT NULL DEFAULT '';
    """,
    f"""
    DROP TRIGGER amendments_hold;
    CREATE TABLE dated_signatures (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        commune_signed_on TEXT NOT NULL,
        epci_signed_on TEXT NOT NULL,
        notified_on TEXT,
        content TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT;
    INSERT INTO dated_signatures (document, commune_signed_on, epci_signed_on, notified_on, content, recorded_at)
        SELECT document, signed_on, signed_on, notified_on, content, coalesce(
            (SELECT max(happened_at) FROM events WHERE events.number = document AND what = 'signed'), ''
        ) FROM signatures ORDER BY rowid;
    CREATE TABLE signed_files (
        signature INTEGER NOT NULL REFERENCES dated_signatures (id),
        role TEXT NOT NULL CHECK (role IN ('output', 'scan')),
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES originals (sha256),
        PRIMARY KEY (signature, role, path, sha256)
    ) STRICT;
    INSERT INTO signed_files (signature, role, path, sha256)
        SELECT dated_signatures.id, role, path, sha256 FROM kept JOIN dated_signatures USING (document)
        ORDER BY kept.rowid;
    DROP TABLE kept;
    DROP TABLE signatures;
    ALTER TABLE dated_signatures RENAME TO signatures;
    ALTER TABLE signed_files RENAME TO kept;
    CREATE UNIQUE INDEX one_signature_a_document ON signatures (document) WHERE undone_at IS NULL;
    {_refusing("signatures_stay BEFORE DELETE ON signatures", "a signature is never deleted")}
    CREATE TRIGGER signed_content_holds BEFORE UPDATE OF id, document, content, recorded_at ON signatures
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    CREATE TRIGGER undone_signatures_hold BEFORE UPDATE ON signatures WHEN old.undone_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a signature that was undone never changes'); END;
    {_refusing("kept_stay BEFORE DELETE ON kept", "what was signed is never deleted")}
    {_refusing("kept_hold BEFORE UPDATE ON kept", "what was signed never changes")}
    CREATE TRIGGER amendments_hold BEFORE UPDATE ON amendments
        WHEN EXISTS (SELECT 1 FROM signatures WHERE document = old.document AND undone_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a signed avenant never changes'); END;
    CREATE TABLE renewals (
        document TEXT NOT NULL REFERENCES documents (number),
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        PRIMARY KEY (document, starts_on)
    ) STRICT;
    CREATE TABLE endings (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        cause TEXT NOT NULL CHECK (
            cause IN ('denonciation', 'resiliation', 'accord', 'fusion', 'retrait', 'annulation')
        ),
        author TEXT NOT NULL CHECK (author IN ('', 'commune', 'epci')),
        received_on TEXT,
        notice_on TEXT,
        ends_on TEXT NOT NULL,
        into_insee TEXT NOT NULL,
        why TEXT NOT NULL,
        source TEXT,
        source_sha256 TEXT REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT;
    CREATE UNIQUE INDEX one_ending_a_document ON endings (document) WHERE undone_at IS NULL;
    {_refusing("renewals_stay BEFORE DELETE ON renewals", "a renewal is never deleted")}
    {_refusing("endings_stay BEFORE DELETE ON endings", "an end is never deleted")}
    CREATE TRIGGER endings_hold BEFORE UPDATE ON endings WHEN old.undone_at IS NOT NULL OR new.undone_at IS NULL
        BEGIN SELECT RAISE(ABORT, 'an end is undone, never changed'); END;
    """,
    # What the council decided, who presided and took no part, and why an act was withdrawn. Of acts recorded before,
    # what they authorise was never read: NULL.
    """
    ALTER TABLE acts ADD COLUMN operative TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN authorises_signature INTEGER CHECK (authorises_signature IN (0, 1));
    ALTER TABLE acts ADD COLUMN authorises_avenants INTEGER CHECK (authorises_avenants IN (0, 1));
    ALTER TABLE acts ADD COLUMN designated TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN president TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
    ALTER TABLE acts ADD COLUMN second_convocation INTEGER NOT NULL DEFAULT 0 CHECK (second_convocation IN (0, 1));
    ALTER TABLE acts ADD COLUMN aside_names TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE acts ADD COLUMN secret_ballot INTEGER NOT NULL DEFAULT 0 CHECK (secret_ballot IN (0, 1));
    ALTER TABLE acts ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT '';
    """,
    # Revisions acted on are kept as evaluations are, and what the report of an evaluation is made from with it.
    f"""
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL,
        occasion TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL
    ) STRICT;
    {_refusing("revisions_stay BEFORE DELETE ON revisions", "a revision is never deleted")}
    ALTER TABLE evaluations ADD COLUMN facts TEXT NOT NULL DEFAULT '';
    """,
    # Who did it. Of events noted before, nobody wrote it: "".
    """
    ALTER TABLE events ADD COLUMN author TEXT NOT NULL DEFAULT '';
    """,
    # Who took part in a campaign, each with its last row of communes.csv: a dossier keeps its name without a row.
    f"""
    CREATE TABLE communes (
        campaign TEXT NOT NULL,
        insee TEXT NOT NULL,
        row TEXT NOT NULL,
        present INTEGER NOT NULL CHECK (present IN (0, 1)),
        PRIMARY KEY (campaign, insee)
    ) STRICT;
    {_refusing("communes_stay BEFORE DELETE ON communes", "a commune that took part is never forgotten")}
    """,
    # The letters that follow a signature, as they were made.
    f"""
    CREATE TABLE letters (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        kind TEXT NOT NULL,
        facts_sha256 TEXT NOT NULL,
        content TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT;
    {_refusing("letters_stay BEFORE DELETE ON letters", "a letter is never deleted")}
    {_refusing("letters_hold BEFORE UPDATE ON letters", "a letter never changes")}
    """,
    # What was prepared for a commune, what left, and the very files. What was called sent before stays sent, on the day
    # (in France) of its last draft: ``left_on`` is then NULL, and its files are not known.
    f"""
    CREATE TABLE mailings (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        purpose TEXT NOT NULL CHECK (purpose IN ('vote', 'signature')),
        reminder INTEGER NOT NULL CHECK (reminder >= 0),
        recipient TEXT NOT NULL,
        prepared_at TEXT NOT NULL,
        left_on TEXT,
        noted_at TEXT,
        undone_at TEXT
    ) STRICT;
    CREATE TABLE mailed_files (
        mailing INTEGER NOT NULL REFERENCES mailings (id),
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES originals (sha256),
        PRIMARY KEY (mailing, kind)
    ) STRICT;
    INSERT INTO mailings (document, purpose, reminder, recipient, prepared_at, noted_at)
        SELECT number, CASE WHEN before IN ('voted', 'complete') THEN 'signature' ELSE 'vote' END AS purpose, 0, '',
            max(happened_at), max(happened_at) FROM events WHERE what = 'sent' GROUP BY number, purpose
        ORDER BY max(happened_at), number;
    {_refusing("mailings_stay BEFORE DELETE ON mailings", "a mailing is never deleted")}
    CREATE TRIGGER mailings_hold BEFORE UPDATE OF id, document, purpose, reminder, recipient, prepared_at ON mailings
        BEGIN SELECT RAISE(ABORT, 'what was prepared never changes'); END;
    {_refusing("mailed_files_stay BEFORE DELETE ON mailed_files", "what was prepared never changes")}
    {_refusing("mailed_files_hold BEFORE UPDATE ON mailed_files", "what was prepared never changes")}
    """,
    # What the prefecture answered about an act, and what a file that was read came in: a message, an archive.
    f"""
    ALTER TABLE acts ADD COLUMN parcel_sha256 TEXT REFERENCES originals (sha256);
    CREATE TABLE answers (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        code TEXT NOT NULL,
        identifier TEXT NOT NULL,
        siren TEXT NOT NULL,
        number TEXT NOT NULL,
        decided_on TEXT,
        answered_on TEXT NOT NULL,
        object TEXT NOT NULL,
        matter TEXT NOT NULL,
        detail TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        parcel_sha256 TEXT REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL
    ) STRICT;
    {_refusing("answers_stay BEFORE DELETE ON answers", "an answer of the prefecture is never deleted")}
    {_refusing("answers_hold BEFORE UPDATE ON answers", "an answer of the prefecture never changes")}
    """,
    # A merger ends nothing: the convention goes on in the commune nouvelle, which may end it, or merge in its turn.
    """
    DROP INDEX one_ending_a_document;
    CREATE UNIQUE INDEX one_ending_a_document ON endings (document) WHERE undone_at IS NULL AND cause <> 'fusion';
    CREATE UNIQUE INDEX one_merger_a_day ON endings (document, ends_on) WHERE undone_at IS NULL AND cause = 'fusion';
    """,
    # What the service writes of a dossier: its note, or why it is put aside. An empty text takes back the last one.
    f"""
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL,
        insee TEXT NOT NULL,
        aside INTEGER NOT NULL CHECK (aside IN (0, 1)),
        text TEXT NOT NULL,
        author TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT;
    {_refusing("notes_stay BEFORE DELETE ON notes", "a note is never deleted")}
    {_refusing("notes_hold BEFORE UPDATE ON notes", "a note is followed by another one, never changed")}
    """,
    # An e-mail may bear a letter that follows a signature, instead of the dossier.
    f"""
    ALTER TABLE mailings ADD COLUMN letter INTEGER REFERENCES letters (id);
    {_refusing("mailings_hold_letters BEFORE UPDATE OF letter ON mailings", "what was prepared never changes")}
    """,
    # Words that a clerk added to one e-mail.
    f"""
    ALTER TABLE mailings ADD COLUMN words TEXT NOT NULL DEFAULT '';
    {_refusing("mailings_hold_words BEFORE UPDATE OF words ON mailings", "what was prepared never changes")}
    """,
)
