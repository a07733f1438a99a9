/** Calls to model servers: which hosts, how often, how long, how much. */
package dev.reelframe.models.endpoint;
