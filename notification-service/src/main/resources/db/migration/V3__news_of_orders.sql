-- What was mailed, as the customer sees it. Mails from before are not kept.
alter table mail
    add column text_body text,
    add column html_body text;

-- Who ordered: only OrderPlaced says so, and later events of the order make mails, too.
create table recipient (
    order_id uuid primary key,
    name     text not null,
    email    text not null
);

-- The orders that are on their way. Their names are not known any more, their addresses are.
insert into recipient (order_id, name, email)
select order_id, recipient, recipient from mail where kind = 'RECEIPT'
on conflict do nothing;
