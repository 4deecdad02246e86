"""What this machine's kernel makes of writes to the sysctls of the table, in a network namespace of its own:

    unshare -n python3 crate/tests/sysctl/measure.py > crate/tests/sysctl/6.18.txt

One line for each write, each onto the default: name, what was written, the errno or 0, what is read back.
"""

import errno
import os
import platform
import sys

NAMES = """
    tcp_abort_on_overflow tcp_backlog_ack_defer tcp_challenge_ack_limit tcp_dsack tcp_early_retrans
    tcp_fin_timeout tcp_frto tcp_invalid_ratelimit tcp_keepalive_intvl tcp_keepalive_probes tcp_keepalive_time
    tcp_max_orphans tcp_max_tw_buckets tcp_orphan_retries tcp_pingpong_thresh tcp_recovery tcp_retrans_collapse
    tcp_retries1 tcp_retries2 tcp_rfc1337 tcp_rto_max_ms tcp_rto_min_us tcp_sack tcp_slow_start_after_idle
    tcp_stdurg tcp_syn_linear_timeouts tcp_syn_retries tcp_synack_retries tcp_thin_linear_timeouts
    tcp_timestamps tcp_tw_recycle tcp_tw_reuse tcp_tw_reuse_delay
""".split()

TEXTS = ["", " ", "-", "abc", "1abc", "1,2", "1.5", "1 2", "1 abc", "+1", "--1", "-0", "0x10", "0x", "010", "08", " 3 "]
NUMBERS = """
    0 1 2 3 4 5 127 128 255 256 999 1000 60000 60001 120000 120001 8589934 8589935 2147483647 2147483648
    4294967295 4294967296 9223372036854775807 18446744073709551615 18446744073709551616
    -1 -8589934 -8589935 -2147483647 -2147483648 -2147483649 -4294967295 -9223372036854775808
""".split()
PORTS = """40000 40000/0 0/0 65535/1 1/1023 65535/1024 1024/1024 1023/1024 65535/40001 40000/65534 65535
    /65535 65535/40000 65536/65536 65536/-1 40000/40000 -1/40000/40000 /60999/61000/65536/-1/40000\t40001/40000,40001
    /40000 40001 40002/40000 40001 abc/40000 abc/abc 40000/ 40000  40001 /0x8000 0x8001/""".replace("\n    ", "").split("/")


def read(name):
    with open(f"/proc/sys/net/ipv4/{name}") as file:
        return file.read().rstrip("\n").replace("\t", " ")


def write(name, text):
    file = os.open(f"/proc/sys/net/ipv4/{name}", os.O_WRONLY)
    try:
        os.write(file, text.encode())
        return "0"
    except OSError as e:
        return errno.errorcode[e.errno]
    finally:
        os.close(file)


def main():
    print(f"# Linux {platform.release().split('-')[0]}, HZ 250: unshare -n python3 crate/tests/sysctl/measure.py")
    print("# name\twritten\tresult\tread back")
    for name in [*NAMES, "ip_local_port_range"]:
        try:
            default = read(name)
        except FileNotFoundError:
            print(name, "1", "ENOENT", "", sep="\t")
            continue
        for text in PORTS if name == "ip_local_port_range" else TEXTS + NUMBERS:
            result = write(name, text)
            print(name, text.replace("\t", "\\t"), result, read(name), sep="\t")
            write(name, default)
            if read(name) != default:
                sys.exit(f"{name} stays at {read(name)}")


if os.path.exists("/proc/sys/net/ipv4/tcp_max_orphans"):
    sys.exit("This is the machine's own namespace. Run: unshare -n python3 crate/tests/sysctl/measure.py")
main()
