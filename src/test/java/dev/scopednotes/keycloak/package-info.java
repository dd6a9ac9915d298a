/** What a real Keycloak makes of the realm in k8s/components/keycloak, and the server of its tokens: profile keycloak. */
package dev.scopednotes.keycloak;
