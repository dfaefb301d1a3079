"""The one error tree: every error that is ours and meant for a person starts here."""


class ProductError(Exception):
    """Something a person can mend; the message says what to do."""


class SettingsError(ProductError):
    """A setting is unknown or has a bad value."""


class UnavailableError(ProductError):
    """What measures lie in cannot be used now, whatever was asked of it: asking later may do."""


class LedgerBusyError(UnavailableError):
    """Another process kept the ledger to itself for longer than we wait."""


class LedgerDamagedError(UnavailableError):
    """The ledger file cannot be opened or read."""


class LedgerMissingError(UnavailableError):
    """What was made from a ledger is there, and the ledger is not."""


class ClockError(UnavailableError):
    """The clock of this machine and the ledger's last record are too far apart."""


class StorageError(UnavailableError):
    """The disk refused a write; nothing of the current work was kept."""


class LakeError(UnavailableError):
    """The lake cannot be reached, or what it needs is not installed."""


class AccountsError(UnavailableError):
    """The database of accounts cannot be reached."""


class UnreadableSnapshotError(UnavailableError):
    """What is published could not be read for an answer that is not kept: storage failed."""


class NoSnapshotError(ProductError):
    """Nothing has been published yet, or nothing published can be read."""


class OtherVersionError(NoSnapshotError):
    """What is there was made by another version of this program, and is left as it is."""


class UnreadableFileError(ProductError):
    """A delivery cannot be read as the table it should be; nothing of it was loaded.

    `message` is a literal that the catalogues translate, with `{name}` places for `values`.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values


class UnreadableTableError(UnreadableFileError):
    """DuckDB cannot read a file as the table we took it for."""


class UnknownBatchError(ProductError):
    """No batch has the number asked for."""
