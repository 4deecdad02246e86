"""The wire between the hosts: how long a segment takes, and what a scenario's rules do to it."""


class Rule:
    def __init__(self, told):
        self.told, self.seen, self.taken = told, 0, 0

    def takes(self, host, segment, now_ms):
        """Whether it decides about this segment: what it lets pass first, and how many it takes, are counted here."""
        if not self.matches(host, segment, now_ms):
            return False
        self.seen += 1
        count = self.told.get("count", 1)
        if self.seen <= self.told.get("skip", 0) or 0 <= count <= self.taken:
            return False
        self.taken += 1
        return True

    def matches(self, host, segment, now_ms):
        told = self.told
        return (
            told.get("from", host) == host
            and all(letter in segment["flags"] for letter in told.get("has", ""))
            and not any(letter in segment["flags"] for letter in told.get("hasnt", ""))
            and told.get("data", segment["len"] > 0) == (segment["len"] > 0)
            and told.get("sport", segment["sport"]) == segment["sport"]
            and told.get("after_ms", now_ms) <= now_ms
            and now_ms < told.get("before_ms", float("inf"))
        )


class Link:
    """The first rule that takes a segment decides what becomes of it."""

    def __init__(self, told):
        self.delay = told.get("delay_ms", 10) / 1000
        self.rules = [Rule(rule) for rule in told.get("rules", [])]

    def carry(self, host, segment, now_ms):
        """How long each copy takes, none where it is lost, and the type and code of what a router says to its sender."""
        rule = next((rule.told for rule in self.rules if rule.takes(host, segment, now_ms)), {"action": None})
        action = rule["action"]
        if action == "drop":
            return [], None
        if action == "icmp":
            return [], (rule.get("type", 3), rule.get("code", 1))
        if action == "delay":
            return [self.delay + rule["ms"] / 1000], None
        return [self.delay] * (2 if action == "duplicate" else 1), None
