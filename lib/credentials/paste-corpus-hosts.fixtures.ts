/** What people paste from their host's page, as those write it; logins are made up. See paste-corpus.fixtures.ts. */
type Shape = readonly [text: string, expected: string];

/** Pages, settings and commands of hosts. */
export const HOSTS: readonly Shape[] = [
  [
    `Connection information for default credential.
Connection info string:
   "dbname=d2f1abc host=ec2-52-1-2-3.compute-1.amazonaws.com port=5432 user=uabc password=pw sslmode=require"
Connection URL:
   postgres://uabc:pw@ec2-52-1-2-3.compute-1.amazonaws.com:5432/d2f1abc`,
    "uabc|pw|ec2-52-1-2-3.compute-1.amazonaws.com|5432|d2f1abc|",
  ],
  [
    `=== my-app Config Vars
DATABASE_URL:        postgres://uabc:pw@ec2-52-1-2-3.compute-1.amazonaws.com:5432/d2f1abc
LANG:                en_US.UTF-8`,
    "uabc|pw|ec2-52-1-2-3.compute-1.amazonaws.com|5432|d2f1abc|",
  ],
  [
    `Host
ec2-52-1-2-3.compute-1.amazonaws.com
Database
d2f1abc
User
uabc
Port
5432
Password
pw
URI
postgres://uabc:pw@ec2-52-1-2-3.compute-1.amazonaws.com:5432/d2f1abc
Heroku CLI
heroku pg:psql postgresql-round-1 --app my-app`,
    "uabc|pw|ec2-52-1-2-3.compute-1.amazonaws.com|5432|d2f1abc|",
  ],
  [
    `host:
db.abcdefghijklmnop.supabase.co

port:
5432

database:
postgres

user:
postgres`,
    "postgres||db.abcdefghijklmnop.supabase.co|5432|postgres|",
  ],
  [
    `user=postgres.abcdefghijklmnop
password=[YOUR-PASSWORD]
host=aws-0-eu-central-1.pooler.supabase.com
port=5432
dbname=postgres`,
    "postgres.abcdefghijklmnop||aws-0-eu-central-1.pooler.supabase.com|5432|postgres| ?[YOUR-PASSWORD]",
  ],
  [
    `{
  "ConnectionStrings": {
    "DefaultConnection": "Host=db.abc.supabase.co;Database=postgres;Username=postgres;Password=[YOUR-PASSWORD];SSL Mode=Require;Trust Server Certificate=true"
  }
}`,
    "postgres||db.abc.supabase.co||postgres|require -Trust Server Certificate ?[YOUR-PASSWORD]",
  ],
  [
    `PGHOST='ep-cool-sun-123456.eu-central-1.aws.neon.tech'
PGDATABASE='neondb'
PGUSER='neondb_owner'
PGPASSWORD='npg_pw'
PGSSLMODE='require'
PGCHANNELBINDING='require'`,
    "neondb_owner|npg_pw|ep-cool-sun-123456.eu-central-1.aws.neon.tech||neondb|require -PGCHANNELBINDING",
  ],
  [
    `{"username":"postgres","password":"pw","engine":"postgres","host":"shop.abc.eu-west-1.rds.amazonaws.com","port":5432,"dbInstanceIdentifier":"shop"}`,
    "postgres|pw|shop.abc.eu-west-1.rds.amazonaws.com|5432||",
  ],
  [
    "psql --host=shop.abc.eu-west-1.rds.amazonaws.com --port=5432 --username=postgres --password --dbname=shop",
    "postgres||shop.abc.eu-west-1.rds.amazonaws.com|5432|shop|",
  ],
  [
    `Endpoint
shop.abc.eu-west-1.rds.amazonaws.com
Port
5432
Master username
postgres
DB name
shop`,
    "postgres||shop.abc.eu-west-1.rds.amazonaws.com|5432|shop|",
  ],
  [
    "PGPASSWORD=pw psql -h dpg-abc-a.frankfurt-postgres.render.com -U shop_user shop_x1",
    "shop_user|pw|dpg-abc-a.frankfurt-postgres.render.com||shop_x1|",
  ],
  [
    `Hostname
dpg-abc-a
Port
5432
Database
shop_x1
Username
shop_user
Password
pw
Internal Database URL
postgresql://shop_user:pw@dpg-abc-a/shop_x1
External Database URL
postgresql://shop_user:pw@dpg-abc-a.frankfurt-postgres.render.com/shop_x1`,
    "shop_user|pw|dpg-abc-a.frankfurt-postgres.render.com||shop_x1|",
  ],
  [
    `DATABASE_PUBLIC_URL="postgresql://postgres:pw@monorail.proxy.rlwy.net:12345/railway"
DATABASE_URL="postgresql://postgres:pw@postgres.railway.internal:5432/railway"
PGDATA="/var/lib/postgresql/data/pgdata"
PGDATABASE="railway"
PGHOST="postgres.railway.internal"
PGPASSWORD="pw"
PGPORT="5432"
PGUSER="postgres"
POSTGRES_DB="railway"`,
    "postgres|pw|monorail.proxy.rlwy.net|12345|railway|",
  ],
  [
    `username = doadmin
password = pw
host = db-postgresql-fra1-1-do-user-1-0.b.db.ondigitalocean.com
port = 25060
database = defaultdb
sslmode = require`,
    "doadmin|pw|db-postgresql-fra1-1-do-user-1-0.b.db.ondigitalocean.com|25060|defaultdb|require",
  ],
  [
    `export PGHOST=shop.postgres.database.azure.com
export PGUSER=shopadmin
export PGPORT=5432
export PGDATABASE=postgres
export PGPASSWORD="{your-password}"`,
    "shopadmin||shop.postgres.database.azure.com|5432|postgres| ?{your-password}",
  ],
  [
    "Server=shop.postgres.database.azure.com;Database=postgres;Port=5432;User Id=shopadmin;Password={your_password};Ssl Mode=Require;",
    "shopadmin||shop.postgres.database.azure.com|5432|postgres|require ?{your_password}",
  ],
  [
    `pg_connect("host=shop.postgres.database.azure.com port=5432 dbname=postgres user=shopadmin password={your_password}");`,
    "shopadmin||shop.postgres.database.azure.com|5432|postgres| ?{your_password}",
  ],
  [
    `cnx = psycopg2.connect(user="shopadmin", password="{your_password}", host="shop.postgres.database.azure.com", port=5432, database="postgres")`,
    "shopadmin||shop.postgres.database.azure.com|5432|postgres| ?{your_password}",
  ],
  [
    `const config = {
    host: 'shop.postgres.database.azure.com',
    user: 'shopadmin',
    password: 'pw',
    database: 'postgres',
    port: 5432,
    ssl: true
};`,
    "shopadmin|pw|shop.postgres.database.azure.com|5432|postgres|require -const config -ssl",
  ],
  [
    `connection = PG::Connection.new(user: "shopadmin", password: "pw", database: "postgres", host: "shop.postgres.database.azure.com", port: '5432')`,
    "shopadmin|pw|shop.postgres.database.azure.com|5432|postgres|",
  ],
  [
    `String url = "jdbc:postgresql://shop.postgres.database.azure.com:5432/postgres?user=shopadmin&password=pw&sslmode=require";`,
    "shopadmin|pw|shop.postgres.database.azure.com|5432|postgres|require",
  ],
  [
    `spring.datasource.url=jdbc:postgresql://shop.postgres.database.azure.com:5432/postgres?sslmode=require
spring.datasource.username=shopadmin
spring.datasource.password=pw`,
    "shopadmin|pw|shop.postgres.database.azure.com|5432|postgres|require",
  ],
  [
    `psql "sslmode=verify-ca sslrootcert=server-ca.pem sslcert=client-cert.pem sslkey=client-key.pem hostaddr=34.1.2.3 port=5432 user=postgres dbname=postgres"`,
    "postgres||34.1.2.3|5432|postgres|verify-ca -sslcert -sslkey -sslrootcert",
  ],
  [
    "postgresql://postgres:pw@/postgres?host=/cloudsql/my-proj:europe-west1:shop",
    "postgres|pw|/cloudsql/my-proj:europe-west1:shop||postgres| !socket",
  ],
  [
    `Postgres cluster shop-db is now attached to shop
The following secret was added to shop:
  DATABASE_URL=postgres://shop:pw@shop-db.flycast:5432/shop?sslmode=disable`,
    "shop|pw|shop-db.flycast|5432|shop|disable",
  ],
  [
    `Database name: tsdb
Host: abc.proj.tsdb.cloud.timescale.com
Port: 30133
Service URL: postgres://tsdbadmin@abc.proj.tsdb.cloud.timescale.com:30133/tsdb?sslmode=require
Username: tsdbadmin
Password: pw`,
    "tsdbadmin|pw|abc.proj.tsdb.cloud.timescale.com|30133|tsdb|require",
  ],
];
