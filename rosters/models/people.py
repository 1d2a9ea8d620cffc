"""People and the school they belong to."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rosters.models.name_order import name_order

TITLES = {"mr", "mrs", "ms", "mx", "miss", "sir", "dr", "prof", "herr", "frau"}
"""What stands before a name and is none."""


class Registration(models.TextChoices):
    CLOSED = "closed", _("Closed: staff make the accounts")
    CODE = "code", _("With a class code")
    OPEN = "open", _("Open to anyone who reaches the site")


class School(models.Model):
    """The school that runs the site, or one of several that share it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), unique=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Empty: that of the site.")
    )
    guests_allowed = models.BooleanField(
        _("guests may try modules"),
        default=True,
        help_text=_("A guest has no name and no mail; unused guests are purged after 30 days."),
    )
    registration = models.CharField(
        _("registration"), max_length=8, choices=Registration, default=Registration.CLOSED
    )
    own_data_offered = models.BooleanField(
        _("people may download their own data"),
        default=True,
        help_text=_("If not, they ask the school, which can export it for them."),
    )

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    GUEST = "guest", _("Guest")
    LEARNER = "learner", _("Learner")
    INSTRUCTOR = "instructor", _("Instructor")
    SCHOOL_ADMIN = "school_admin", _("School admin")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A person with a log-in name; without a password nobody can sign in as her yet."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        """Somebody who may do everything, as `createsuperuser` and the first start need."""
        fields.setdefault("role", Role.SCHOOL_ADMIN)
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def create_guest(self) -> "User":
        """A row without name, mail or password, for one browser session (decision 21)."""
        guest = self.model(username=None, role=Role.GUEST)
        guest.set_unusable_password()
        guest.save(using=self._db)
        return guest

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person, or one guest's browser session. A guest has neither name nor mail.

    `username` never changes hands: a row is erased, not reused.
    """

    username = models.CharField(
        _("log-in name"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": _("Somebody already has this log-in name.")},
    )
    display_name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.LEARNER)
    school = models.ForeignKey(
        School,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("school"),
    )
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    last_active_on = models.DateField(_("last active on"), default=timezone.localdate)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["display_name", "username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once_in_any_case",
                violation_error_message=_("Somebody already has this log-in name."),
            ),
            models.CheckConstraint(
                name="user_guest_has_no_name",
                condition=Q(role="guest", username=None, email="", display_name="")
                | (~Q(role="guest") & Q(username__isnull=False)),
                violation_error_message=_(
                    "A guest has no log-in name, name or mail; everybody else has a log-in name."
                ),
            ),
            models.CheckConstraint(
                name="user_guest_is_not_staff",
                condition=~Q(role="guest") | Q(is_staff=False, is_superuser=False),
                violation_error_message=_("A guest cannot be staff."),
            ),
            models.CheckConstraint(
                name="user_erased_has_no_name",
                condition=Q(erased_at=None) | Q(display_name="", email="", is_active=False),
                violation_error_message=_("Who was erased has neither name nor mail."),
            ),
        ]
        indexes = [
            # The nightly purge asks for guests by the day they were last active.
            models.Index(fields=["last_active_on"], condition=Q(role="guest"), name="user_guests"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_guest(self) -> bool:
        return self.role == Role.GUEST

    @property
    def is_instructor(self) -> bool:
        return self.role in (Role.INSTRUCTOR, Role.SCHOOL_ADMIN) or self.is_superuser

    def get_full_name(self) -> str:
        if self.erased_at is not None:
            return str(_("Person %(number)d") % {"number": self.pk})
        return self.display_name or self.username or str(_("Guest"))

    @property
    def name_order(self) -> tuple[str, str, int]:
        """What lists of people are sorted by; a database would put “Ángel” after “Zoe”."""
        return (*name_order(self.get_full_name()), self.pk)

    def get_short_name(self) -> str:
        """The first name; who goes by a title (“Ms Vogel”) is called by all of it."""
        name = self.get_full_name()
        first = name.split(" ")[0]
        return name if first.rstrip(".").casefold() in TITLES else first


class SignInFailure(models.Model):
    """One failed sign-in, kept for the throttle alone and purged after a day."""

    account = models.CharField(max_length=80, db_index=True)
    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d %H:%M}"
