-- What was sent, one row a mail: written in the transaction at whose end the mail goes out.
create table mail (
    event_id   uuid primary key,
    order_id   uuid        not null,
    kind       text        not null,
    recipient  text        not null,
    subject    text        not null,
    message_id text        not null,
    sent_at    timestamptz not null
);
