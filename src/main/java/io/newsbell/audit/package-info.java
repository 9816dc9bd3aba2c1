/// Who did what: the append-only log of every act of a person or an API key, each entry chained to the one
/// before by its hash. Takes an act in the transaction that does it, leaves an [Entry]. Start at [AuditLog]; the
/// chain is in [Link], its check in [ChainCheck]. Imports no other package. What may go wrong: the chain is
/// broken, which means that somebody with the database's password changed it.
@NullMarked
package io.newsbell.audit;

import org.jspecify.annotations.NullMarked;
