namespace QuantumTrader.Infrastructure.Execution;

/// <summary>What goes wrong with one call. A question that meets any fault but None fails.</summary>
public readonly record struct PaperFault
{
    public static readonly PaperFault None;

    public PaperFaultKind Kind { get; private init; }

    /// <summary>The venue's error code, for <see cref="PaperFaultKind.Reject"/>.</summary>
    public int Code { get; private init; }

    public string Text { get; private init; }

    /// <summary>On top of the drawn latency, before the venue acts.</summary>
    public TimeSpan ExtraDelay { get; init; }

    /// <summary>A certain failure. A cancel has no such answer and reports it as unknown.</summary>
    public static PaperFault Reject(int code, string text) => new() { Kind = PaperFaultKind.Reject, Code = code, Text = text };

    /// <summary>The venue acts, but its answer is lost.</summary>
    public static PaperFault UnknownApplied(string cause) => new() { Kind = PaperFaultKind.UnknownApplied, Text = cause };

    /// <summary>The venue never sees the call, and nobody can tell.</summary>
    public static PaperFault UnknownNotApplied(string cause) => new() { Kind = PaperFaultKind.UnknownNotApplied, Text = cause };

    public static PaperFault Delay(TimeSpan extra) => new() { ExtraDelay = extra };
}

public enum PaperFaultKind
{
    None,
    Reject,
    UnknownApplied,
    UnknownNotApplied,
}
