from rosters.models.acts import Act, Notice
from rosters.models.classes import Accommodation, Classroom, Enrollment
from rosters.models.people import Registration, Role, School, SignInFailure, User

__all__ = [
    "Accommodation",
    "Act",
    "Classroom",
    "Enrollment",
    "Notice",
    "Registration",
    "Role",
    "School",
    "SignInFailure",
    "User",
]
