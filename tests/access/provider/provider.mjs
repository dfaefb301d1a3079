// A provider of OpenID Connect for the tests: on loopback, in memory, gone when its stdin closes.
// `node provider.mjs userinfo` tells e-mail addresses there, as the standard has it; without the
// word they stand in the ID token too, as with many providers.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

const CLIENT = "dashboard";
const UNVERIFIED = "ben";

function account(_, name) {
  const claims = { sub: name, email: `${name}@example.org`, email_verified: name !== UNVERIFIED };
  return { accountId: name, claims: () => claims };
}

async function grant({ oidc }) {
  const made = new oidc.provider.Grant({
    clientId: CLIENT,
    accountId: oidc.session.accountId,
  });
  made.addOIDCScope("openid email");
  await made.save();
  return made;
}

const configuration = {
  clients: [
    {
      client_id: CLIENT,
      client_secret: "known to the tests",
      token_endpoint_auth_method: "client_secret_post",
      redirect_uris: ["http://fpt.test/auth/openid/back"],
    },
  ],
  jwks: {
    keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })],
  },
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: process.argv[2] === "userinfo",
  cookies: { keys: ["of the tests"] },
  features: { devInteractions: { enabled: false } },
  findAccount: account,
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: grant,
  pkce: { required: () => true },
  ttl: { AccessToken: 300, Grant: 300, IdToken: 300, Interaction: 300, Session: 300 },
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) {
      answer(request, response);
    } else if (request.method === "GET") {
      response.end("Who are you?");
    } else {
      const name = new URLSearchParams(await text(request)).get("name");
      const result = name ? { login: { accountId: name } } : { error: "access_denied" };
      await provider.interactionFinished(request, response, result);
    }
  });
  console.log(issuer);
});
process.stdin.on("end", () => process.exit()).resume();
