"""What becomes of a connection whose database is not there any more."""

from unittest.mock import Mock

import duckdb
import pytest

from data.ledger.broken_connections import spare


def ending_in(error: Exception | None) -> tuple[Mock, Mock]:
    """A connection whose rollback ends so, and what closes it really."""
    connection = Mock()
    connection.rollback.side_effect = error
    closing = connection.close
    spare(connection, None)
    return connection, closing


@pytest.mark.parametrize("error", [duckdb.FatalException("given up"), duckdb.InternalException()])
def test_what_duckdb_gave_up_is_never_closed(error: Exception) -> None:
    connection, closing = ending_in(error)
    connection.rollback()
    connection.rollback()
    connection.close()
    closing.assert_not_called()


def test_what_another_connection_saw_given_up_is_never_closed_either() -> None:
    connection, closing = ending_in(None)
    connection.execute.side_effect = duckdb.FatalException("invalidated")
    connection.close()
    closing.assert_not_called()


def test_a_rollback_that_postgresql_does_not_hear_of_has_happened() -> None:
    connection, closing = ending_in(duckdb.Error('Failed to execute query "ROLLBACK"'))
    connection.rollback()
    connection.close()
    closing.assert_called_once()


def test_any_other_failure_is_told() -> None:
    connection, _ = ending_in(duckdb.TransactionException("no transaction is active"))
    with pytest.raises(duckdb.TransactionException):
        connection.rollback()


def test_all_goes_its_way_where_nothing_failed() -> None:
    connection, closing = ending_in(None)
    connection.rollback()
    connection.close()
    closing.assert_called_once()
