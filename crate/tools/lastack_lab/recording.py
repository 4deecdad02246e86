"""A recording as a file: JSON, a line for each packet, state and call, so that two can be compared."""
import json


def write(recording, path):
    keys = ",\n".join(f" {json.dumps(key)}: {told(value)}" for key, value in recording.items())
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{{\n{keys}\n}}\n")


def told(value):
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in value)
    return f"[\n{lines}\n ]" if value else "[]"
