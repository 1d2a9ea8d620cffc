"""What the tests take from playwright; names without a meaning where it is not installed."""

try:
    from playwright.sync_api import expect
except ImportError:
    expect = None

__all__ = ["expect"]
