namespace QuantumTrader.FakeVenue.Faults;

/// <summary>Which calls a fault meets, and what it does to them. What is null matches everything.</summary>
public sealed record FaultRule
{
    public required FaultKind Kind { get; init; }

    /// <summary>GET, POST, PUT or DELETE.</summary>
    public string? Method { get; init; }

    /// <summary>The whole path, or its beginning when it ends with an asterisk: <c>/fapi/v1/algo*</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The call's <c>symbol</c>.</summary>
    public string? Symbol { get; init; }

    /// <summary>Other parameters that a call must have, word for word: <c>type</c> = MARKET.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Matching calls that pass unharmed first: 2 meets the third one.</summary>
    public int Skip { get; init; }

    /// <summary>Calls that it meets; 0 is all that come.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether the venue carries the call out before the fault hides it.</summary>
    public bool Executed { get; init; }

    /// <summary>For <see cref="FaultKind.Error"/>; also replaces the code of the others when it is not 0.</summary>
    public int Code { get; init; }

    /// <summary>Null is the venue's own text of the code.</summary>
    public string? Text { get; init; }

    /// <summary>HTTP status of an <see cref="FaultKind.Error"/>; null is the code's usual one.</summary>
    public int? Status { get; init; }

    /// <summary>Before whatever it does.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>Seconds in Retry-After; null sends none.</summary>
    public int? RetryAfter { get; init; }

    internal bool Matches(FaultCall call) =>
        (Method is null || string.Equals(Method, call.Verb, StringComparison.OrdinalIgnoreCase))
        && MatchesPath(call.Path)
        && (Symbol is null || Symbol == call.Get("symbol"))
        && Parameters.All(p => call.Get(p.Key) == p.Value)
        && !(Kind == FaultKind.Throttled503 && FaultAnswers.ReducesRisk(call));

    private bool MatchesPath(string path) => Path is null
        || (Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path);
}
