"""The forms of the account pages."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm, SetPasswordMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rosters.models import Enrollment, Registration, User
from rosters.operations.classes import (
    GuestCannotJoin,
    PersonOfAnotherSchool,
    WrongCode,
    get_class_by_code,
    join_class,
)
from rosters.operations.people import NameTaken, NotAGuest, choose_password, is_name_taken
from rosters.operations.registration import (
    CodeNeeded,
    RegistrationClosed,
    TooManyAccounts,
    register,
)
from rosters.operations.sign_in import TooManyTries, WrongNameOrPassword, forget_failures, sign_in

WRONG_CODE = _(
    "No class has this code. Compare it with what your teacher wrote; capitals and the dash do "
    "not matter."
)
NAME_TAKEN = _("Somebody already has this log-in name.")

username_validator = UnicodeUsernameValidator(
    message=_("Use letters, digits and . _ - + @, without blanks.")
)


def helper_with(name: str, label: Any) -> FormHelper:
    """A crispy helper for a form with one button."""
    helper = FormHelper()
    helper.form_class = "form"
    helper.add_input(Submit(name, label))
    return helper


class SignInForm(forms.Form):
    """Log-in name and password; `sign_in` says who it is or what stands in the way."""

    username = forms.CharField(
        label=_("Log-in name"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    seconds_to_wait = 0

    @property
    def helper(self) -> FormHelper:
        return helper_with("sign-in", _("Sign in"))

    def sign_in(self, *, address: str, at: datetime) -> User | None:
        """The person; or None, and then the form says why not."""
        try:
            return sign_in(
                self.cleaned_data["username"],
                self.cleaned_data["password"],
                address=address,
                at=at,
            )
        except WrongNameOrPassword:
            self.add_error(None, _("This log-in name and this password do not belong together."))
        except TooManyTries as error:
            self.seconds_to_wait = error.seconds
            said = ngettext(
                "There were several tries with this log-in name. Wait %(count)d second, then try "
                "again.",
                "There were several tries with this log-in name. Wait %(count)d seconds, then try "
                "again.",
                error.seconds,
            )
            self.add_error(None, said % {"count": error.seconds})
        return None


class RegisterForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]
    """A new account. The class code stands first where the school asks for one."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=20,
        help_text=_("Your teacher has it. It looks like K7M2-QXPA."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your teacher knows you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Log-in name"),
        max_length=80,
        validators=[username_validator],
        help_text=_("What you type to sign in: letters, digits and . _ - + @, without blanks."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("Only if you want to be able to set a new password by mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args: Any, rule: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_once_more(self.fields["password2"])
        if rule == Registration.OPEN:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Only if your teacher gave you one.")

    @property
    def helper(self) -> FormHelper:
        return helper_with("register", _("Make the account"))

    def clean(self) -> dict[str, Any]:
        """The code comes first: without a right one nobody learns which names are taken."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        code = cleaned.get("code", "")
        if "code" in self.errors or (code and not self._has_class(code)):
            return cleaned
        username = cleaned.get("username")
        if username and is_name_taken(username):
            self.add_error("username", NAME_TAKEN)
        self.validate_passwords()
        self.validate_password_for_user(
            User(
                username=username,
                display_name=cleaned.get("display_name", ""),
                email=cleaned.get("email", ""),
            ),
            password_field_name="password1",  # noqa: S106  a field's name
        )
        return cleaned

    def save(self, *, guest: User | None, at: datetime) -> User | None:
        """The new account; or None, and then the form says why not."""
        try:
            return register(
                username=self.cleaned_data["username"],
                display_name=self.cleaned_data["display_name"],
                password=self.cleaned_data["password1"],
                email=self.cleaned_data["email"],
                code=self.cleaned_data["code"],
                guest=guest,
                at=at,
            )
        except NameTaken:
            self.add_error("username", NAME_TAKEN)
        except (WrongCode, CodeNeeded):
            self.add_error("code", WRONG_CODE)
        except RegistrationClosed:
            self.add_error(None, _("The school of this class makes the accounts itself."))
        except TooManyAccounts:
            self.add_error(None, _("Many accounts were made this hour. Try again later."))
        except NotAGuest:
            self.add_error(None, _("This work belongs to an account already. Sign in with it."))
        return None

    def _has_class(self, code: str) -> bool:
        try:
            get_class_by_code(code)
        except WrongCode:
            self.add_error("code", WRONG_CODE)
            return False
        return True


class JoinForm(forms.Form):
    """A class code."""

    code = forms.CharField(
        label=_("Class code"),
        max_length=20,
        help_text=_("Your teacher has it. It looks like K7M2-QXPA."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    @property
    def helper(self) -> FormHelper:
        return helper_with("join", _("Join the class"))

    def save(self, person: User) -> Enrollment | None:
        """The place in the class; or None, and then the form says why not."""
        try:
            return join_class(person, self.cleaned_data["code"])
        except WrongCode:
            self.add_error("code", WRONG_CODE)
        except PersonOfAnotherSchool:
            self.add_error("code", _("This class belongs to another school than your account."))
        except GuestCannotJoin:
            self.add_error(None, _("Make an account first."))
        return None


def _ask_once_more(field: forms.Field) -> None:
    field.label, field.help_text = _("The same password once more"), ""


def account_field(person: User) -> forms.CharField:
    """The log-in name beside a new password, so that password keepers know whose it is."""
    return forms.CharField(
        label=_("Log-in name"),
        required=False,
        initial=person.username,
        widget=forms.TextInput(attrs={"autocomplete": "username", "readonly": True}),
    )


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, typed twice; the one-time password is not a new one."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields = {"account": account_field(user), **self.fields}
        _ask_once_more(self.fields["new_password2"])

    @property
    def helper(self) -> FormHelper:
        return helper_with("choose", _("Set the password"))

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if self.user.must_change_password and self.user.check_password(password):
            raise ValidationError(_("This is the one-time password. Choose another one."))
        return password

    def save(self, commit: bool = True) -> User:
        """Set it, and forget the failed sign-ins: whoever is here has proved who she is."""
        choose_password(self.user, self.cleaned_data["new_password1"])
        forget_failures(self.user)
        person: User = self.user
        return person


class ChangePasswordForm(PasswordChangeForm):
    """The password so far, and a new one typed twice."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields = {"account": account_field(user), **self.fields}
        _ask_once_more(self.fields["new_password2"])
        # The page opens at its title; Django would jump to the first box.
        del self.fields["old_password"].widget.attrs["autofocus"]

    @property
    def helper(self) -> FormHelper:
        return helper_with("change", _("Change the password"))

    def save(self, commit: bool = True) -> User:
        choose_password(self.user, self.cleaned_data["new_password1"])
        return self.user


class ForgottenPasswordForm(forms.Form):
    """The mail address of an account."""

    email = forms.EmailField(
        label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    @property
    def helper(self) -> FormHelper:
        return helper_with("send", _("Send me a link"))


def clean_username(username: str, *, except_for: int | None = None) -> str:
    """A log-in name as it is kept. Raises ValidationError when somebody else has it."""
    name = User.normalize_username(username.strip())
    if is_name_taken(name, except_for=except_for):
        raise ValidationError(NAME_TAKEN)
    return name
