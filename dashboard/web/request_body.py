"""A request's body read before the application reads it, and given to it all the same."""

from starlette.types import Message, Receive


async def whole_body(receive: Receive) -> bytes:
    """The body to its end."""
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body


def body_again(body: bytes, receive: Receive) -> Receive:
    """The request as it came, its body in one piece."""
    left = [body]

    async def receive_again() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return receive_again
