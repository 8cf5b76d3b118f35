namespace QuantumTrader.Web.Hosting.Health;

/// <param name="State">ok, failing, stalled (the disk does not answer) or unknown.</param>
/// <param name="WaitingSeconds">How long the oldest event has waited for the disk; null when none does or it is not known.</param>
public sealed record JournalPart(string State, long LastSequence, long NotYetDurable, double? WaitingSeconds, long? QuarantinedLines, string? Cause);

/// <param name="State">ok or failing.</param>
public sealed record PolicyPart(string State, string? Cause);

/// <param name="State">ready, away, refused, unknown, or not_used.</param>
public sealed record RedisPart(string State, double? SinceSeconds, double? LatencyMs, string? Cause);

/// <param name="State">forwarding, waiting, conflict, unknown, or not_used.</param>
public sealed record ForwarderPart(string State, long? Backlog, double? OldestSeconds, double? DrainPerSecond, string? Cause);

/// <param name="State">held, lost, unproven or unknown.</param>
/// <param name="LeftSeconds">Null when it cannot run out or is not held.</param>
public sealed record LeasePart(string State, string Role, double? LeftSeconds, long? Epoch, string? Holder);

/// <param name="State">ok, failing or unknown.</param>
public sealed record TradeStorePart(string State, long? Behind, string? Cause);

/// <param name="Code">See docs/emergency-triggers.md.</param>
/// <param name="State">off, armed, paged, paused, reduce_only, run, failing or by_hand.</param>
/// <param name="Detail">Why; null while armed or off.</param>
/// <param name="SinceSeconds">How long it has been so; null while armed or off.</param>
public sealed record TriggerPart(string Code, string State, string? Detail, double? SinceSeconds);

/// <summary>The venue beyond this machine. Whatever it says, a restart makes it no better: a ban is kept over it.</summary>
/// <param name="State">
/// ok; banned or quiet, when it wants to hear nothing for a while; refused, when it takes no order of ours; failing, when something else forbids
/// opening anything there; not_used on paper.
/// </param>
/// <param name="Cause">Why nothing new may be opened there; null when it may.</param>
/// <param name="QuietUntilUtc">Nothing is sent before; null when everything may be.</param>
public sealed record VenuePart(string State, string? Cause = null, DateTimeOffset? QuietUntilUtc = null);

/// <summary>The audit trail.</summary>
/// <param name="State">ok; failing while it does not take what was done.</param>
/// <param name="Waiting">Records of what was done, to be written.</param>
/// <param name="Lost">Records that are in the log only, since the start.</param>
/// <param name="Cause">Why it does not take it; null while it does.</param>
public sealed record AuditPart(string State, int Waiting, long Lost, string? Cause = null);

/// <summary>Who may sign in.</summary>
/// <param name="State">ok; lost when the app started without the users that there were, also after somebody was set up anew.</param>
public sealed record UsersPart(string State, string? Cause);

/// <summary>The recorder of the market. It does not make the app unhealthy: trading needs nothing of it.</summary>
/// <param name="State">recording; waiting before the first row; silent when nothing was written for minutes; low_space or failing when the disk takes nothing; off.</param>
/// <param name="Written">Rows that reached a file since the start.</param>
/// <param name="Dropped">Rows that did not.</param>
/// <param name="LastWriteSeconds">How long ago the last row was written; null when none was.</param>
/// <param name="Cause">Why the disk took nothing; null when it does.</param>
public sealed record RecorderPart(string State, long Written, long Dropped, double? LastWriteSeconds, string? Cause);
