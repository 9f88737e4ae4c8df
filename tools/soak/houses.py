"""The houses of tools/soak-kills and what is killed in each: the server on SQLite or PostgreSQL, PostgreSQL itself, or the
primary of a pair."""
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = "/usr/lib/postgresql/15/bin/"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def as_postgres(*command, check=True):
    """PostgreSQL refuses to run as root."""
    if os.getuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    return subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Sqlite:
    """The server is killed and started again."""
    engine = "SQLite"

    def __init__(self, folder):
        self.folder, self.is_known = folder, False
        self.words = ["--database", f"sqlite:{folder}/house.sqlite"]

    def strike(self, server):
        server.kill()
        server.start()

    def ask(self, sql):
        with sqlite3.connect(self.folder + "/house.sqlite") as house:
            return house.execute(sql).fetchall()

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Cluster:
    """A PostgreSQL of its own that syncs as a real one does."""

    def __init__(self, folder, name, port=None):
        self.folder, self.port = f"{folder}/{name}", port or free_port()
        self.settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": folder, "wal_level": "replica",
                         "shared_buffers": "64MB", "max_connections": 100}

    def make(self):
        as_postgres(BIN + "initdb", "-D", self.folder, "-U", "kartei", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                    "--data-checksums")

    def start(self, **more):
        options = " ".join(f"-c {name}='{value}'" for name, value in {**self.settings, **more}.items())
        as_postgres(BIN + "pg_ctl", "-D", self.folder, "-l", self.folder + ".log", "-w", "-t", "60", "-o", options, "start")

    def kill(self):
        with open(self.folder + "/postmaster.pid", encoding="utf-8") as file:
            master = int(file.readline())
        children = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True).stdout.split()
        for process in (master, *map(int, children)):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        while os.path.exists(f"/proc/{master}"):
            time.sleep(0.01)
        os.unlink(self.folder + "/postmaster.pid")

    def stop(self):
        as_postgres(BIN + "pg_ctl", "-D", self.folder, "-m", "immediate", "-w", "stop", check=False)

    def ask(self, sql, database="postgres"):
        return subprocess.run(["psql", "-XAtF\t", "-h", "127.0.0.1", "-p", str(self.port), "-U", "kartei", database, "-c", sql], check=True,
                              capture_output=True, text=True).stdout


class Postgresql:
    """The server is killed and started again; PostgreSQL stays."""
    engine = "PostgreSQL"

    def __init__(self, folder):
        self.folder, self.is_known = folder, False
        os.chmod(folder, 0o777)
        self.cluster = Cluster(folder, "first")
        self.cluster.make()
        self.cluster.start()
        self.cluster.ask("CREATE DATABASE house")
        self.words = ["--database", f"postgresql://kartei@127.0.0.1:{self.cluster.port}/house", "--key-file", folder + "/key"]

    def strike(self, server):
        server.kill()
        server.start()

    def ask(self, sql):
        return [line.split("\t") for line in self.cluster.ask(sql, "house").splitlines()]

    def close(self):
        self.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresqlKilled(Postgresql):
    """PostgreSQL is killed and started again; the server stays."""
    engine = "PostgreSQL, killed itself"

    def strike(self, server):
        self.cluster.kill()
        self.cluster.start()


class Pair(Postgresql):
    """The primary is killed for good; the standby, which has everything that was confirmed, takes over and gets a new standby."""
    engine = "PostgreSQL, synchronous standby"

    def __init__(self, folder):
        super().__init__(folder)
        self.spare = Cluster(folder, "second")
        self.follow(self.spare)
        hosts = f"127.0.0.1:{self.cluster.port},127.0.0.1:{self.spare.port}"
        self.words[1] = f"postgresql://kartei@{hosts}/house?target_session_attrs=read-write"

    def follow(self, standby):
        """`standby` becomes a copy of the present primary, which from now on waits for it with every commit."""
        shutil.rmtree(standby.folder, ignore_errors=True)
        as_postgres(BIN + "pg_basebackup", "-D", standby.folder, "-h", "127.0.0.1", "-p", str(self.cluster.port), "-U", "kartei", "-R", "-X",
                    "stream", "-c", "fast")
        link = f"host=127.0.0.1 port={self.cluster.port} user=kartei application_name=standby"
        with open(standby.folder + "/postgresql.auto.conf", "a", encoding="utf-8") as file:
            file.write(f"primary_conninfo = '{link}'\n")
        standby.start()
        self.cluster.ask("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        self.cluster.ask("SELECT pg_reload_conf()")
        while "sync" not in self.cluster.ask("SELECT sync_state FROM pg_stat_replication"):
            time.sleep(0.05)

    def strike(self, server):
        self.cluster.kill()
        as_postgres(BIN + "pg_ctl", "-D", self.spare.folder, "-w", "promote")
        self.cluster, self.spare = self.spare, self.cluster
        # Taken over while it had no standby of its own: then it waits for one again.
        self.cluster.ask("ALTER SYSTEM RESET synchronous_standby_names")
        self.cluster.ask("SELECT pg_reload_conf()")
        time.sleep(1)
        self.follow(self.spare)

    def close(self):
        self.spare.stop()
        super().close()


def open_house(options, folder):
    if options.what == "failover":
        return Pair(folder)
    if options.what == "database":
        return PostgresqlKilled(folder)
    return Sqlite(folder) if options.engine == "sqlite" else Postgresql(folder)
