-- Of a large wave a sample of the phones reports what they have received, each at a random moment.

-- Decided when the wave is planned: the share of its phones, 1 is everybody, and within how many seconds they report; 0 is at
-- once. Null while it waits, or if an older version planned it: everybody, at once.
ALTER TABLE wave
    ADD receipt_share  double precision,
    ADD receipt_within integer;

-- The share of the phones that were asked for such a receipt: it stands for 1 / share of them. Null is everybody.
ALTER TABLE receipt ADD share double precision;
