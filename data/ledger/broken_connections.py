"""Rolling back and closing where a lake went away meanwhile.

DuckDB gives a database up after an internal error, such as one that follows a cut cable. Closing
a connection to it then ends the whole process (`terminate` in a destructor): it is never closed.
"""

import ctypes
import logging
from typing import Any

import duckdb

from data.ledger.storage_faults import is_of_catalogue

LOGGER = logging.getLogger(__name__)
GIVEN_UP = (duckdb.FatalException, duckdb.InternalException)


def spare(connection: Any, _: object) -> None:
    """Make a connection of the driver's survive that, as SQLAlchemy opens it ("connect")."""
    roll_back, close = connection.rollback, connection.close

    def rolled_back() -> None:
        try:
            roll_back()
        except GIVEN_UP:
            LOGGER.warning("DuckDB gave a database up; its connection is never closed")
            _keep_for_ever(connection)
        except duckdb.Error as error:
            if not is_of_catalogue(error):
                raise
            # PostgreSQL ended the transaction when the connection to it did.

    def closed() -> None:
        try:
            connection.execute("SELECT 1")  # another connection may have met the error
        except GIVEN_UP:
            _keep_for_ever(connection)
            return
        except duckdb.Error:
            LOGGER.debug("a connection is closed amid an error")
        close()

    connection.rollback, connection.close = rolled_back, closed


def _keep_for_ever(connection: Any) -> None:
    """Neither closed nor collected, not even when the process ends."""
    connection.rollback = connection.close = _nothing
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _nothing() -> None:
    pass
