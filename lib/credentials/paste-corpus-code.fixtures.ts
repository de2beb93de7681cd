/** What people paste from their settings and their code, as those write it; logins are made up. See paste-corpus.fixtures.ts. */
type Shape = readonly [text: string, expected: string];

/** Settings of frameworks, containers and clusters, lines of programs, a message. */
export const CODE: readonly Shape[] = [
  [
    `services:
  db:
    image: postgres:17
    ports:
      - "5433:5432"
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: pw
      POSTGRES_DB: shop`,
    "shop|pw|localhost|5433|shop|",
  ],
  [
    `db:
  image: postgres
  environment:
    - POSTGRES_USER=shop
    - POSTGRES_PASSWORD=pw
    - POSTGRES_DB=shop
  ports:
    - 127.0.0.1:5433:5432`,
    "shop|pw|localhost|5433|shop|",
  ],
  [
    "docker run --name pg -e POSTGRES_PASSWORD=pw -e POSTGRES_USER=shop -p 5433:5432 -d postgres",
    "shop|pw|localhost|5433|shop|",
  ],
  [
    `datasource db {
  provider  = "postgresql"
  url       = env("DATABASE_URL")
  directUrl = env("DIRECT_URL")
}`,
    "||||| !variable-only",
  ],
  [
    `# Environment variables declared in this file are automatically made available to Prisma.
# See the documentation for more detail: https://pris.ly/d/prisma-schema#accessing-environment-variables-from-the-schema

DATABASE_URL="postgresql://johndoe:pw@h.example:5432/mydb?schema=public"`,
    "johndoe|pw|h.example|5432|mydb| -schema",
  ],
  [
    `export default defineConfig({
  dialect: 'postgresql',
  dbCredentials: {
    host: 'h.example',
    port: 5432,
    user: 'me',
    password: 'pw',
    database: 'shop',
    ssl: true, // can be boolean | "require" | "allow" | "prefer" | "verify-full"
  },
});`,
    "me|pw|h.example|5432|shop| -dbCredentials -dialect -ssl",
  ],
  [`dbCredentials: { url: "postgres://me:pw@h.example:5433/shop" }`, "me|pw|h.example|5433|shop|"],
  [
    `new DataSource({
    type: "postgres",
    host: "h.example",
    port: 5433,
    username: "me",
    password: "pw",
    database: "shop",
    synchronize: true,
})`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    "const sequelize = new Sequelize('shop', 'me', 'pw', { host: 'h.example', port: 5433, dialect: 'postgres' });",
    "me|pw|h.example|5433|shop| -dialect -sequelize",
  ],
  [
    `const knex = require('knex')({
  client: 'pg',
  connection: { host : 'h.example', port : 5433, user : 'me', password : 'pw', database : 'shop' }
});`,
    "me|pw|h.example|5433|shop| -client -connection -const knex",
  ],
  [
    `DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "me",
        "PASSWORD": "pw",
        "HOST": "h.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
}`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `spring:
  datasource:
    url: jdbc:postgresql://h.example:5433/shop
    username: me
    password: pw
    driver-class-name: org.postgresql.Driver`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `{
  "ConnectionStrings": {
    "Default": "Host=h.example;Port=5433;Database=shop;Username=me;Password=pw;Include Error Detail=true"
  }
}`,
    "me|pw|h.example|5433|shop| -Include Error Detail",
  ],
  [
    `dsn := "host=h.example user=me password=pw dbname=shop port=5433 sslmode=disable TimeZone=Asia/Shanghai"`,
    "me|pw|h.example|5433|shop|disable -TimeZone",
  ],
  [
    `engine = create_engine("postgresql+psycopg2://me:pw@h.example:5433/shop", pool_pre_ping=True)`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `url = URL.create(
    "postgresql+psycopg2",
    username="me",
    password="pw",
    host="h.example",
    port=5433,
    database="shop",
)`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `production:
  adapter: postgresql
  encoding: unicode
  database: shop
  username: me
  password: <%= ENV["SHOP_DATABASE_PASSWORD"] %>
  host: h.example
  port: 5433`,
    `me||h.example|5433|shop| ?<%= ENV["SHOP_DATABASE_PASSWORD"] %>`,
  ],
  ["Host: h.example  Port: 5433  Database: shop  User: me  Password: pw", "me|pw|h.example|5433|shop|"],
  [
    `- name: DB_HOST
  value: h.example
- name: DB_PORT
  value: "5433"
- name: DB_USER
  value: me
- name: DB_PASSWORD
  value: pw
- name: DB_NAME
  value: shop`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `db_endpoint = "shop.abc.eu-west-1.rds.amazonaws.com:5432"
db_name = "shop"
db_username = "me"
db_password = "pw"`,
    "me|pw|shop.abc.eu-west-1.rds.amazonaws.com|5432|shop|",
  ],
  [
    `MB_DB_TYPE=postgres
MB_DB_DBNAME=shop
MB_DB_PORT=5433
MB_DB_USER=me
MB_DB_PASS=pw
MB_DB_HOST=h.example`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `hey, here's the prod db:
host: h.example
port: 5433
db: shop
user: me
pass: pw`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `let pool = PgPoolOptions::new().max_connections(5).connect("postgres://me:pw@h.example:5433/shop").await?;`,
    "me|pw|h.example|5433|shop|",
  ],
  [
    `config :shop, Shop.Repo,
  username: "me",
  password: "pw",
  hostname: "h.example",
  port: 5433,
  database: "shop"`,
    "me|pw|h.example|5433|shop|",
  ],
  [`$pdo = new PDO("pgsql:host=h.example;port=5433;dbname=shop", "me", "pw");`, "me|pw|h.example|5433|shop|"],
  ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=postgresql+psycopg2://me:pw@h.example:5433/shop", "me|pw|h.example|5433|shop|"],
  ["HASURA_GRAPHQL_DATABASE_URL: postgres://me:pw@h.example:5433/shop", "me|pw|h.example|5433|shop|"],
];
