import type { Sensitivity } from "./snapshot.ts";
import { list } from "./words.ts";

/** The vocabulary of sensitivity.ts. Phrases are whole words of a name, side by side, lower case. */
type Rule = {
  why: Sensitivity["why"];
  /** Anywhere in the name. */
  phrases: readonly string[];
  /** Only when they are the whole name. */
  alone?: readonly string[];
  /** Only when they are the whole name, and in a relation about people. */
  ofPeople?: readonly string[];
  /** Phrases that take the suspicion away. */
  unless?: readonly string[];
};

/** Words that make a relation one about people or their logins. */
export const PEOPLE = list(`
      user, users, account, accounts, member, members, login, logins, admin, admins, customer, customers, auth`);

export const SECRET: readonly Rule[] = [
  {
    why: "password",
    phrases: list(`
      password, passwords, passwd, pwd, passphrase, passcode, passhash, hashed pw, pw hash, pass hash, hashed
      pass, user pass, db pass, smtp pass, ftp pass, mail pass, imap pass, login pass, admin pass, pin hash, card
      pin, crypted, kennwort, passwort, contraseña, contrasena, senha, mot de passe, wachtwoord, hasło, haslo,
      lösenord, parola, userpassword`),
    alone: ["pw", "salt", "password salt"],
    ofPeople: ["pass", "hash", "pin", "digest"],
    unless: ["password reset url", "password hint question"],
  },
  {
    why: "holds keys",
    phrases: list(`
      api key, api keys, apikey, api token, private key, privatekey, secret key, secretkey, access key, encryption
      key, encrypted key, signing key, master key, auth key, hmac key, ssh private, client secret, webhook secret,
      signing secret, app secret, service account json, credential, credentials, connection string, dsn, database
      url, db url, seed phrase, mnemonic, keystore, license key, licence key, account key, key hash, hashed key,
      stripe key, keypair, pgp key`),
    unless: ["public", "credential type"],
  },
  {
    why: "sign-in secret",
    phrases: list(`
      token, tokens, secret, secrets, totp, otp, hotp, mfa, jwt, session key, session data, session cookie, auth
      cookie, recovery code, recovery codes, backup code, backup codes, verification code, confirmation code,
      activation code, reset code, reset key, activation key, login code, security answer, secret answer, magic
      link, bearer, two factor code, remember me, authkey, sessionkey, authtoken, accesstoken, refreshtoken,
      resettoken`),
    // Tokens of language models, of parsers and of chains are not secrets, and santa is not one either.
    unless: list(`
      santa, tokens used, token symbol, token address, token contract, token standard, max tokens, prompt tokens,
      completion tokens, token price, token amount, token pair, token index, otp generated, public, mfa factor,
      token text`),
  },
];

export const PERSONAL: readonly Rule[] = [
  {
    why: "card data",
    phrases: list(`
      card number, cardnumber, credit card, creditcard, cc number, card no, card last, last four, cvv, cvc, card
      expiry, card exp, card holder, cardholder, iban, bank account, account number, routing number, sort code`),
    unless: ["gift"],
  },
  {
    why: "health",
    phrases: list(`
      diagnosis, diagnoses, medical, medication, medications, prescription, prescriptions, allergy, allergies,
      blood type, blood group, blood pressure, disability, health record, health insurance, health condition,
      patient, pregnant, pregnancy, hiv, icd, symptom, symptoms`),
  },
  {
    why: "personal",
    phrases: list(`
      email, emails, e mail, mail address, phone, phones, telephone, mobile, cellphone, msisdn, fax, address,
      addresses, street, postcode, post code, postal code, zip, zipcode, zip code, birth, birthday, birthdate,
      dob, ssn, social security, national id, passport, tax id, cpf, aadhaar, bsn, driver license, drivers
      license, driving licence, identity number, first name, firstname, last name, lastname, full name, fullname,
      surname, maiden name, given name, family name, gender, religion, ethnicity, sexual orientation, marital
      status, nationality, salary, remote addr, client ip, sign in ip, last login ip, ip addr`),
    unless: list(`
      memory address, contract address, wallet address, mac address, token address, mobile app, email template,
      phone model, birth rate`),
  },
];

/** Relations that are left out whole, by the end of their name. Not `sure`: a column has to bear it out. */
export const SECRET_RELATIONS: readonly { why: Sensitivity["why"]; sure: boolean; names: readonly string[] }[] = [
  {
    why: "holds keys",
    sure: true,
    names: list(`
      api keys, api key, apikeys, api tokens, api token, private keys, secret keys, access keys, encryption keys,
      signing keys, ssh keys, client secrets, app secrets, user secrets, oauth clients, webhook secrets`),
  },
  {
    why: "sign-in secret",
    sure: true,
    names: list(`
      password resets, password reset, password reset tokens, password reset token, access tokens, access token,
      refresh tokens, refresh token, auth tokens, auth token, authtoken token, verification tokens, verification
      token, session tokens, login tokens, oauth tokens, one time tokens, magic links, recovery codes, backup
      codes, mfa factors, otps, webauthn credentials, passkeys, django session, remember tokens, user tokens`),
  },
  {
    why: "password",
    sure: true,
    names: ["password history", "password histories", "old passwords", "user passwords", "passwords"],
  },
  {
    why: "sign-in secret",
    sure: false,
    names: list(`
      sessions, session, tokens, token, otp, verifications, verification`),
  },
  {
    why: "holds keys",
    sure: false,
    names: list(`
      secrets, secret, credentials, credential, keys, vault`),
  },
];

/** Columns in which session stores keep what lets somebody in: Laravel, Rails, connect-pg-simple, Django. */
export const SIGN_IN_DATA: readonly string[] = list(`
      payload, sess, sid, session data, session key, session token`);
