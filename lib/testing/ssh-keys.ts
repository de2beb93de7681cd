/**
 * Keys for tests of SSH: worth nothing anywhere else, so they may stand here. Made by ssh-keygen -t ed25519; the passphrase
 * of LOCKED_KEY is `open sesame`.
 */
type TestKey = { readonly private: string; readonly public: string };

export const HOST_KEY: TestKey = {
  public: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM1gVJ/eErZ9V9pPRi5XYL4fwTlNFGvN8St5W+qu/DSd host",
  private: `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACDNYFSf3hK2fVfaT0YuV2C+H8E5TRRrzfEreVvqrvw0nQAAAIiR66Ukkeul
JAAAAAtzc2gtZWQyNTUxOQAAACDNYFSf3hK2fVfaT0YuV2C+H8E5TRRrzfEreVvqrvw0nQ
AAAEBWVJhNa8qAoZmG3j/okBTTJOZYGYegob/0JuPK8nodoc1gVJ/eErZ9V9pPRi5XYL4f
wTlNFGvN8St5W+qu/DSdAAAABGhvc3QB
-----END OPENSSH PRIVATE KEY-----
`,
};

export const LOGIN_KEY: TestKey = {
  public: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH7HS0+bNWUc7zZrk+S9Ezxs0FT7biH2haP220rywqaQ login",
  private: `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACB+x0tPmzVlHO82a5PkvRM8bNBU+24h9oWj9ttK8sKmkAAAAIjswr747MK+
+AAAAAtzc2gtZWQyNTUxOQAAACB+x0tPmzVlHO82a5PkvRM8bNBU+24h9oWj9ttK8sKmkA
AAAEBT83MZbSISjdqux2AKbQOaELailznQCQn9tTkjLF/mb37HS0+bNWUc7zZrk+S9Ezxs
0FT7biH2haP220rywqaQAAAABWxvZ2lu
-----END OPENSSH PRIVATE KEY-----
`,
};

export const LOCKED_KEY: TestKey = {
  public: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEBFc+Q3KYaktGDev+7UW7q9SWm/wlC7WaqZj09qhIVe locked",
  private: `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCQ7cz6OB
emR5fahPgyZFlmAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIEBFc+Q3KYaktGDe
v+7UW7q9SWm/wlC7WaqZj09qhIVeAAAAkHEO02XM+RJoGKkGaJ3W1pDD7LDzuw4ZiAEjc+
th43AyfWdBkY5Xkn0MzTwhGQdxO5hjarWMRKvjnFDp8WX0dGwSRdNVytKA6/mH1xB0+9r6
DQis0jqq4Ta/sBA85QD5WFTEpj+6UFALckE5GnTTEkwm1u5VOYWObCgaJZiXa2nWjDHUdt
LApAciT5GPVtxw5Q==
-----END OPENSSH PRIVATE KEY-----
`,
};
