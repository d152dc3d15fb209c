"""`kg ask -i`: questions that follow on, line by line."""

from __future__ import annotations

import json


def test_questions_from_a_pipe_follow_on(kg, folder):
    result = kg("ask", "-i", stdin=b"what does NPU do\n\nwho says so?\nwhat does the FBI do?\nquit\nwhat does NPU do\n")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "(who said: " in result.stdout
    assert "No answer: the graph does not know 'FBI'" in result.stdout
    assert "?" not in result.stdout.splitlines()[0], "no prompt where nobody types"


def test_each_question_is_one_line_of_json(kg, folder):
    result = kg("ask", "-i", "--json", stdin=b"what does NPU do\nwhat else?\nwhat does the FBI do?\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["question"] for row in rows] == ["what does NPU do", "what else?", "what does the FBI do?"]
    assert rows[1]["understood"] == "what does NPU do"
    assert "FBI" in rows[2]["reason"]
    assert rows[0]["answers"][0]["places"][0]["quote"] == rows[0]["answers"][0]["quote"]


def test_a_question_or_several(kg, folder):
    for arguments in ([], ["-i", "who", "leads", "CHA"]):
        result = kg("ask", *arguments)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()[-1]) < 120


def test_bytes_that_are_no_text_end_nothing(kg, folder):
    result = kg("ask", "-i", stdin=b"\xff\xfe\x00\nwhat does NPU do\n")
    assert result.exit_code == 0
    assert "inspect" in result.stdout
