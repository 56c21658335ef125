"""What can go wrong around the scoring: one small tree, each message a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping


class HarmdeskError(Exception):
    """Base of every error that a person is shown.

    The message names the value, what was expected, and what to do next; data is as it was.
    """


class IntakeError(HarmdeskError):
    """A file cannot be taken in at all."""


class StoreError(HarmdeskError):
    """The offence data is missing, damaged, or cannot be written."""


class RegisterError(HarmdeskError):
    """The register cannot be read or written.

    Attributes:
        what: what is wrong with it, in a few words; empty where no more is known.
    """

    def __init__(self, message: str, *, what: str = "") -> None:
        """Keep the sentence, and what it is about."""
        super().__init__(message)
        self.what = what


class NotAllowedError(HarmdeskError):
    """The viewer may not do this, or not to this person or place."""


class NotSignedInError(NotAllowedError):
    """Nobody has signed in, or not lately."""


class BusyError(HarmdeskError):
    """Somebody else works on the same question, and takes longer than a reader should wait."""


class UnknownSuspectError(HarmdeskError):
    """Nobody in the data has this reference."""


class OutOfSightError(NotAllowedError, UnknownSuspectError):
    """Nobody whom the viewer may see has this reference.

    It does not say whether somebody else has it: a viewer who may not see everybody is not told.
    """


class AmbiguousReferenceError(HarmdeskError):
    """Several forces have this reference, and nothing says whose is meant.

    The message names no option of a command and no control of a page: whoever shows it says where
    the force is chosen.

    Attributes:
        reference: as it was written.
        forces: those that have it, of whom the viewer may see; by name.
        example: the reference with the first of them before it.
    """

    def __init__(self, reference: str, *, forces: tuple[str, ...], example: str) -> None:
        """Make the sentence, and keep what it is of."""
        self.reference, self.forces, self.example = reference, forces, example
        super().__init__(f"{self.whose}; write whose is meant before it, such as {example[:80]!r}.")

    @property
    def whose(self) -> str:
        """Which forces have it, without what to do next."""
        return f"The reference {self.reference[:60]!r} is one of {' and one of '.join(self.forces)}"


class SearchError(HarmdeskError):
    """There is nothing to search for, or too much of it."""


class CaseChangedError(HarmdeskError):
    """Somebody else wrote in a case meanwhile."""


class CaseRefusedError(HarmdeskError):
    """A decision on a case, or a text in it, cannot be taken so; the log has a line of it."""


class TwoCasesError(CaseRefusedError):
    """Two references are to be one person, and both have an open case: one is to be named.

    Attributes:
        cases: under which reference each is kept, by the id of the case.
    """

    def __init__(self, message: str, cases: Mapping[str, str]) -> None:
        """Keep the sentence, and the cases."""
        super().__init__(message)
        self.cases = dict(cases)


class FrozenListError(HarmdeskError):
    """A frozen list is not there, or cannot be made or reproduced."""


class NobodyNamedError(HarmdeskError):
    """The record has no suspects, so that there is nothing to rank."""


class AreasError(HarmdeskError):
    """There are no such places, or of them nobody knows what is asked."""


class ReachError(HarmdeskError):
    """What is asked of who can reach which sites cannot be answered so."""


class TooManyError(HarmdeskError):
    """More is asked for than one answer holds."""


class OutputError(HarmdeskError):
    """A file cannot be written, or not there."""


class BackupError(HarmdeskError):
    """A backup cannot be made, or what it says cannot be relied on."""


class RetentionError(HarmdeskError):
    """The review date of a load or a list has passed, or a decision on it cannot be taken."""


class LinkError(HarmdeskError):
    """What was said of two references cannot be taken as it was said."""
