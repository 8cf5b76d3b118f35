namespace QuantumTrader.FakeVenue;

/// <summary>A refusal in the venue's own words: its code, its text and the HTTP status that carries them.</summary>
public sealed class VenueException(int code, string text, int status = 400) : Exception(text)
{
    public int Code => code;

    public int Status => status;

    public string Text => Message;

    /// <summary>Seconds for a Retry-After header; null sends none.</summary>
    public int? RetryAfterSeconds { get; init; }
}
