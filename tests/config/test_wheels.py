import pytest

from config import start_options, wheels


def test_wheels_folder_is_that_of_start_alone():
    assert start_options.wheels(["start", "--wheels", "stick"]) == "stick"
    assert start_options.wheels(["start"]) == ""
    assert start_options.wheels(["migrate", "--wheels", "stick"]) == ""


def test_missing_folder_is_said(tmp_path):
    with pytest.raises(wheels.WheelsMissing, match="There is no folder"):
        wheels.check(tmp_path / "nothing")


def test_folder_without_packages_is_said(tmp_path):
    with pytest.raises(wheels.WheelsMissing, match="There is no package in .* Run 'python3"):
        wheels.check(tmp_path)


def test_package_whose_name_is_spelled_otherwise_in_its_file_is_found(tmp_path):
    (tmp_path / "argon2_cffi_bindings-26.2.0-cp310-abi3-win32.whl").touch()
    said = "ERROR: Could not find a version that satisfies the requirement "
    told = wheels.why_not(f"{said}argon2-cffi-bindings==26.2.0 (from versions: none)", tmp_path)
    assert "is for another system" in told


def test_what_cannot_be_explained_is_passed_on(tmp_path):
    assert wheels.why_not("ERROR: No space left on device", tmp_path).startswith("ERROR: No space")
