namespace QuantumTrader.FakeVenue.Streams;

/// <summary>One fault of the streams. What is null matches everything.</summary>
public sealed record StreamFault
{
    public required StreamFaultKind Kind { get; init; }

    public StreamPath? Path { get; init; }

    /// <summary>The stream's name, as <c>btcusdt@kline_1m</c>; for user events, null.</summary>
    public string? Stream { get; init; }

    /// <summary>The event's type, as ORDER_TRADE_UPDATE.</summary>
    public string? Event { get; init; }

    /// <summary>How many events it meets (Gap, Duplicate, Reorder); at least 1.</summary>
    public int Count { get; init; } = 1;

    internal bool Matches(StreamPath path, StreamMessage message) =>
        (Path is null || Path == path)
        && (Stream is null || Stream == message.Stream)
        && (Event is null || Event == message.EventType);
}
