using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>
/// What became of one call. Refused is certain: the venue did nothing, or never saw it. Unknown is everything else, and for a call that
/// changes something it may have been done. For a reading both only mean that there is no answer.
/// </summary>
public abstract record BinanceAnswer<T>
{
    private BinanceAnswer()
    {
    }

    public sealed record Ok(T Value) : BinanceAnswer<T>;

    /// <param name="Code">The venue's, negative; 0 when the answer bore none.</param>
    /// <param name="Text">The venue's words, bounded, without control characters; for calls that were not sent, ours.</param>
    /// <param name="HttpStatus">0: it was not sent.</param>
    public sealed record Refused(int Code, string Text, int HttpStatus) : BinanceAnswer<T>
    {
        /// <summary>It never left this process, so that the venue's opinion is not known.</summary>
        public bool WasNotSent => HttpStatus == 0;
    }

    /// <param name="Cause">One line for people.</param>
    public sealed record Unknown(string Cause) : BinanceAnswer<T>;

    /// <summary>The venue's code when it refused; 0 otherwise.</summary>
    public int RefusalCode => this is Refused refused ? refused.Code : 0;

    /// <summary>Why there is no value; empty when there is one.</summary>
    public string Failure => this switch
    {
        Refused { HttpStatus: 0, Text: var text } => text,
        Refused { Code: 0 } refused => $"{refused.Text} (HTTP {refused.HttpStatus})",
        Refused refused => $"{refused.Text} ({refused.Code})",
        Unknown unknown => unknown.Cause,
        _ => "",
    };

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = this is Ok ok ? ok.Value : default;
        return this is Ok;
    }

    /// <summary>The same failure for another kind of value.</summary>
    /// <exception cref="InvalidOperationException">It is no failure.</exception>
    public BinanceAnswer<TOther> As<TOther>() => this switch
    {
        Refused refused => new BinanceAnswer<TOther>.Refused(refused.Code, refused.Text, refused.HttpStatus),
        Unknown unknown => new BinanceAnswer<TOther>.Unknown(unknown.Cause),
        _ => throw new InvalidOperationException("An answer with a value is no failure."),
    };
}
