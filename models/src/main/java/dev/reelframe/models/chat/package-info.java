/** Vision-language models behind a server that speaks OpenAI's chat protocol. */
package dev.reelframe.models.chat;
