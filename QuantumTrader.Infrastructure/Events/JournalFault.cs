namespace QuantumTrader.Infrastructure.Events;

/// <summary>One thing that <see cref="JournalVerifier"/> found.</summary>
/// <param name="Segment">The file's name; empty for the directory itself.</param>
/// <param name="Line">From 1; 0 when it is about the whole file.</param>
/// <param name="Offset">The line's first byte.</param>
/// <param name="IsDamage">False for what belongs to normal life: a torn tail, what a failed write left behind.</param>
public sealed record JournalFault(string Segment, long Line, long Offset, string What, bool IsDamage);
