/* Makes or uses a passkey; the page offers another key to browsers without this script. */
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const options = (given) => {
    const read = { ...given, challenge: bytes(given.challenge) };
    if (given.user) read.user = { ...given.user, id: bytes(given.user.id) };
    for (const name of ["excludeCredentials", "allowCredentials"]) {
      if (given[name]) read[name] = given[name].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return { publicKey: read };
  };
  const sent = (credential) => {
    const from = credential.response, response = { clientDataJSON: text(from.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (from[name]) response[name] = text(from[name]);
    }
    if (from.getTransports) response.transports = from.getTransports();
    const { id, type } = credential;
    return JSON.stringify({ id, rawId: text(credential.rawId), type, response });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const fault = form.querySelector("[role=alert]");
    if (!window.PublicKeyCredential) {
      fault.textContent = form.dataset.absent;
      continue;
    }
    const button = form.querySelector("button");
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      event.stopPropagation();
      fault.textContent = "";
      try {
        const given = options(JSON.parse(form.dataset.options));
        const make = form.dataset.passkey === "create";
        const credential = await navigator.credentials[make ? "create" : "get"](given);
        form.elements.credential.value = sent(credential);
        form.requestSubmit();
      } catch (error) {
        fault.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.fault;
      }
    });
  }
})();
