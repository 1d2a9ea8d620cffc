"""Why a backup could not be made or brought back. The text of each is a sentence for people."""


class BackupError(Exception):
    """A backup could not be made; nothing was left behind."""


class NotABackup(BackupError):
    """The file is no archive of ours."""


class DamagedBackup(BackupError):
    """The file was one, but is cut short or changed."""


class NewerBackup(BackupError):
    """The archive was made by a Groundwork that knows more than this one."""


class RestoreRefused(BackupError):
    """The archive is good, but something stands in the way; nothing was changed."""
