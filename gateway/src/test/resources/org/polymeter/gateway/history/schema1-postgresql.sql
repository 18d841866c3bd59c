-- version 1, as pg_dump --inserts of PostgreSQL 15 wrote it; one statement ends with each semicolon at a line's end
CREATE TABLE public.event (
    meter integer NOT NULL,
    "time" bigint NOT NULL,
    id text NOT NULL,
    message text NOT NULL
);
CREATE TABLE public.meter (
    id integer NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    point text NOT NULL,
    label text NOT NULL,
    role text NOT NULL,
    medium text NOT NULL
);
CREATE TABLE public.page (
    meter integer NOT NULL,
    level integer NOT NULL,
    start bigint NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.quantity (
    id integer NOT NULL,
    name text NOT NULL,
    kind text NOT NULL
);
CREATE TABLE public.schema_version (
    version integer NOT NULL
);
INSERT INTO public.event VALUES (1, 1773144060000, '0123456789abcdef0123456789abcdef', '{"event_type":"meter_replaced","meter":"house","id":"0123456789abcdef0123456789abcdef","time":"2026-03-10T12:01:00Z","time_source":"meter","received":"2026-03-10T12:01:00.000Z","data":{"by":"next"}}');
INSERT INTO public.meter VALUES (1, 'house', 'Europe/Zurich', 'house', 'Häuschen', 'grid', 'electricity');
INSERT INTO public.meter VALUES (2, 'next', 'Europe/Zurich', 'house', '', '', '');
INSERT INTO public.page VALUES (1, 0, 1773144000000, '\x78da6364bab0fcd3cf59e9e73b560249460666467646e6057318bf00199c8c0cbf94b7eb30b23031321a020059220cf1');
INSERT INTO public.page VALUES (1, 0, 1773144900000, '\x78da6364bcf0b4e5f7ac74460666465646e68e258c8ccc8c0c0c8c2c4c8c8c860079f005b2');
INSERT INTO public.page VALUES (1, 0, 1773145800000, '\x78da6364bcd072eef7ac74460666465646e60fab198114d3bbcb7c8c2c4c8c8c4600988007de');
INSERT INTO public.page VALUES (1, 1, 1773100800000, '\x78da63646e98f1e9e7acf4fd2b5b80240323039f082723f382398c2fd85fb03302995316307e6106325919198080898b91e102ff81f32afbcfab307203d9eb3cf78339ec4079164606466e4ea0a2bd1cfb38de5de603721819987e29ff5486733e1a7c320072587119c3c7c9c4c468c868c4c0c088228ec201009097383d');
INSERT INTO public.page VALUES (1, 2, 1772323200000, '\x78da63646c7870e3c2ac7446063e115646e60573181981d487d58c8ccc8c0c0c4c6c8c0c178ecfd46404d14bbe6ab103053918591819f672009531bdbbcc07a27ebde2624553c8c7c2c4c86804e3c16800a8841b48');
INSERT INTO public.quantity VALUES (1, 'energy_import_kwh', 'COUNTER');
INSERT INTO public.quantity VALUES (2, 'power_w', 'GAUGE');
INSERT INTO public.quantity VALUES (3, 'tariff', 'STATE');
INSERT INTO public.schema_version VALUES (1);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_id_key UNIQUE (id);
ALTER TABLE ONLY public.meter
    ADD CONSTRAINT meter_name_key UNIQUE (name);
ALTER TABLE ONLY public.meter
    ADD CONSTRAINT meter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.page
    ADD CONSTRAINT page_pkey PRIMARY KEY (meter, level, start);
ALTER TABLE ONLY public.quantity
    ADD CONSTRAINT quantity_name_key UNIQUE (name);
ALTER TABLE ONLY public.quantity
    ADD CONSTRAINT quantity_pkey PRIMARY KEY (id);
CREATE INDEX event_of_meter ON public.event USING btree (meter, "time");
