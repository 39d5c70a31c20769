"""What mail servers send back, each in the shape its program gives it; NUMBER is our message's."""

from __future__ import annotations

NUMBER = "0123456789abcdef0123456789abcdef"

POSTFIX = f"""Return-Path: <>
Received: by mx.example.net (Postfix) id 4F1B2C0D; Mon, 23 Nov 2026 09:15:02 +0100 (CET)
Date: Mon, 23 Nov 2026 09:15:02 +0100 (CET)
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9F2A1C0B.1764/mx.example.net"
Content-Transfer-Encoding: 8bit
Message-Id: <20261123081502.4F1B2C0D@mx.example.net>

This is a MIME-encapsulated message.

--9F2A1C0B.1764/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--9F2A1C0B.1764/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 9F2A1C0B
X-Postfix-Sender: rfc822; bounces@example.org
Arrival-Date: Mon, 23 Nov 2026 09:15:00 +0100 (CET)

Final-Recipient: rfc822; desk@ministry.example.net
Original-Recipient: rfc822;desk@ministry.example.net
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.ministry.example.net
Diagnostic-Code: smtp; 550 5.1.1 <desk@ministry.example.net>: Recipient address
    rejected: User unknown in virtual mailbox table

--9F2A1C0B.1764/mx.example.net
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <bounces@example.org>
From: events@example.org
To: Desk <desk@ministry.example.net>
Subject: =?utf-8?q?Poziv?=
Message-ID: <{NUMBER}@example.org>
MIME-Version: 1.0
Content-Type: text/plain

Dear Sir or Madam,
--9F2A1C0B.1764/mx.example.net--
"""

# Headers only instead of the whole message, a full mailbox, and a header our parser must fold.
EXCHANGE = f"""From: <postmaster@ministry.example.net>
To: <bounces@example.org>
Subject: Undeliverable: Invitation
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_000_DSN_"
Content-Language: en-US
X-MS-Exchange-Message-Is-Ndr:
Auto-Submitted: auto-replied
MIME-Version: 1.0

--_000_DSN_
Content-Type: multipart/alternative; boundary="_alt_"

--_alt_
Content-Type: text/plain; charset="us-ascii"

The recipient's mailbox is full and can't accept messages now.

--_alt_
Content-Type: text/html; charset="us-ascii"

<p>The recipient's mailbox is full.</p>

--_alt_--

--_000_DSN_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.ministry.example.net
Received-From-MTA: dns;mx.example.org
Arrival-Date: Mon, 23 Nov 2026 08:15:00 +0000

Final-Recipient: rfc822;desk@ministry.example.net
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceeded
X-Display-Name: Desk

--_000_DSN_
Content-Type: text/rfc822-headers

From: events@example.org
To: desk@ministry.example.net
Message-ID: <{NUMBER}@example.org>

--_000_DSN_--
"""

# Exim's classic answer: no report by the book, the whole message in plain text.
EXIM = f"""Return-path: <>
X-Failed-Recipients: desk@ministry.example.net
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: bounces@example.org
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1rabc-0001@mx.example.net>

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  desk@ministry.example.net
    host mail.ministry.example.net [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<desk@ministry.example.net>:
    550 5.7.1 Message rejected due to local policy

------ This is a copy of the message, including all the headers. ------

From: events@example.org
To: desk@ministry.example.net
Message-ID: <{NUMBER}@example.org>
"""

# qmail speaks freely too, and quotes the message.
QMAIL = f"""Return-Path: <>
From: MAILER-DAEMON@old.example.net
To: bounces@example.org
Subject: failure notice

Hi. This is the qmail-send program at old.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.

<desk@ministry.example.net>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: <{NUMBER}@example.org>
Subject: Invitation
"""

DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")

# Nothing of our message is in it: only the address it came back to tells which it was.
BARE = f"""Return-Path: <>
From: MAILER-DAEMON@strict.example.net
To: bounces+{NUMBER}@example.org
Subject: Delivery Status Notification (Failure)
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message was not delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; strict.example.net

Final-Recipient: rfc822; desk@ministry.example.net
Action: failed
Status: 5.4.1

--b--
"""

DELIVERED = POSTFIX.replace("Action: failed", "Action: delivered").replace("5.1.1", "2.0.0")

# A person's machine: "I am away", and it even quotes a number that looks like an error.
AWAY = f"""From: Desk <desk@ministry.example.net>
To: events@example.org
Subject: Out of office: Invitation
Auto-Submitted: auto-replied
X-Autoreply: yes
In-Reply-To: <{NUMBER}@example.org>

I am out of the office. In urgent cases call extension 550 5 please.
"""

ANSWER = f"""From: Desk <desk@ministry.example.net>
To: events@example.org
Subject: Re: Invitation
In-Reply-To: <{NUMBER}@example.org>

We come with 550 people.
"""

BROKEN = """From: MAILER-DAEMON@mx.example.net
To: bounces@example.org
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: message/delivery-status

\xff\xfe nonsense without a colon
Action failed
"""

STRANGER = POSTFIX.replace(f"<{NUMBER}@example.org>", "<someone-elses@example.com>")


def raw(text: str) -> bytes:
    """Return a message as it lies in a mailbox."""
    return text.replace("\n", "\r\n").encode("latin-1")
