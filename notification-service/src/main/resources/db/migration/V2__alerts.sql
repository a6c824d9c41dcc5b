-- Not only orders are mailed about. event_id says what a mail tells of: an event, or an alert of ours.
alter table mail alter column order_id drop not null;

-- What the shop's owner has to be told: the dead letters of all services, one row a letter and round. Entered as
-- they come, mailed together by a timer, and kept for a while so that what is delivered again is not told again.
create table alert_letter (
    id         uuid,
    round      integer,
    service    text        not null,
    order_key  text,
    exception  text        not null,
    message    text        not null,
    entered_at timestamptz not null default now(),
    mailed_at  timestamptz,
    primary key (id, round)
);

create index alert_letter_by_mail on alert_letter (mailed_at, entered_at);

-- Which instance mails the owner: the one that has locked this row. The letters are never locked while a mail is
-- under way, except against being told twice.
create table alert_turn (
    id smallint primary key
);

insert into alert_turn values (1);
