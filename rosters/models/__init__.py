from rosters.models.classes import Accommodation, Classroom, Enrollment
from rosters.models.people import Registration, Role, School, SignInFailure, User

__all__ = [
    "Accommodation",
    "Classroom",
    "Enrollment",
    "Registration",
    "Role",
    "School",
    "SignInFailure",
    "User",
]
