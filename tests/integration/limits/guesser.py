"""A process that counts attempts against a limit, as a server's process does.

    guesser.py URL KEY MOST TRIES

Waits for a line on its input, tries all at once, and writes how many were taken.
"""

import asyncio
import sys
from datetime import timedelta

from auth.limits.counting import Counter, Limit, TooMany
from portal.database.engine import create_engine
from portal.database.transactions import Transactions
from portal.kernel.clock import SystemClock


async def main(url: str, key: str, most: int, tries: int) -> None:
    engine = create_engine(url)
    transactions, counter = Transactions(engine), Counter(b"the secret that all processes share")
    limits = [Limit("one", most, timedelta(minutes=10)), Limit("other", 10 * most, timedelta(minutes=10))]

    async def taken(_number: int) -> bool:
        try:
            async with transactions.writing() as session:
                await counter.take(session, [counter.of(limit, key) for limit in limits], SystemClock().now())
        except TooMany:
            return False
        return True

    tell("ready")
    sys.stdin.readline()
    tell(str(sum(await asyncio.gather(*map(taken, range(tries))))))
    await engine.dispose()


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
