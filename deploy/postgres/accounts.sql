-- Beside the lake's catalogue, which POSTGRES_DB makes: a database of accounts.
CREATE DATABASE accounts OWNER fpt;
