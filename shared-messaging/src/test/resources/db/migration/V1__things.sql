create table thing (
    name   text primary key,
    number int not null
);

create table effect (
    id      bigint generated always as identity primary key,
    thing   text not null,
    number  int  not null,
    traceid text
);
