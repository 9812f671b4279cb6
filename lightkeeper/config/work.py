"""The worker: procrastinate's loop for jobs and one sleeper for what is done by the clock."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate.contrib.django import app

import lightkeeper.tasks  # registers the jobs
from lightkeeper.config.supervisor.installation import READY
from lightkeeper.ports.wired import wired
from lightkeeper.tasks.pulse import STEPS

log = logging.getLogger("lightkeeper.worker")
STALLED_SECONDS = 30
"""A dead worker's jobs are taken over after so long."""


def run(concurrency: int) -> None:
    """Until SIGTERM or SIGINT; jobs under way get their time to end."""
    asyncio.run(_run(concurrency))


async def _run(concurrency: int) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        async with working.open_async():
            helpers = [asyncio.create_task(_every(*step)) for step in STEPS]
            helpers.append(asyncio.create_task(_adopt_stalled()))
            helpers.append(asyncio.create_task(asyncio.to_thread(_warm)))
            _tell_ready()
            try:
                await working.run_worker_async(
                    concurrency=concurrency,
                    wait=True,
                    fetch_job_polling_interval=5,
                    update_heartbeat_interval=10,
                    shutdown_graceful_timeout=20,
                    delete_jobs="successful",
                )
            finally:
                for helper in helpers:
                    helper.cancel()
                await asyncio.gather(*helpers, return_exceptions=True)


def _tell_ready() -> None:
    """The supervisor looks for this file."""
    if run := os.environ.get("LIGHTKEEPER_RUN"):
        (Path(run) / READY).touch()


def _warm() -> None:
    """Loads the chains' libraries before the first customer asks about a transaction."""
    try:
        list(wired().chains)
    except Exception as error:  # noqa: BLE001  the first who asks is told
        log.error("chains: %s", type(error).__name__)
    finally:
        close_old_connections()


async def _every(name: str, pause: timedelta, step: Callable[[datetime], object]) -> None:
    """One step after the other, each on its own; a failure is logged and the next turn comes."""
    while True:
        try:
            await sync_to_async(_one, thread_sensitive=False)(step)
        except Exception as error:  # noqa: BLE001  whatever it is, the clock goes on
            log.error("%s failed: %s", name, type(error).__name__)
        await asyncio.sleep(pause.total_seconds())


def _one(step: Callable[[datetime], object]) -> None:
    close_old_connections()
    step(wired().clock.now())


async def _adopt_stalled() -> None:
    """Jobs of a worker that died are tried again: every task may run twice."""
    while True:
        with contextlib.suppress(Exception):
            stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
            for job in stalled:
                await app.job_manager.retry_job(job)
        await asyncio.sleep(10)


__all__ = ["lightkeeper", "run"]
