namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>
/// What an answer means by status, code and words. The status comes first: a body may be the web of a firewall. A change is called
/// refused only where it is certain that nothing was done.
/// </summary>
internal static class HttpVerdict
{
    private const int RequestTimeout = 408;
    private const int Forbidden = 403;
    private const int Banned = 418;
    private const int TooMany = 429;
    private const int Unavailable = 503;

    /// <summary>False: it may have been done.</summary>
    /// <param name="status">Of HTTP, not a success.</param>
    /// <param name="code">The venue's; 0 when the body bore none.</param>
    /// <param name="text">The venue's words.</param>
    public static bool IsCertainFailure(int status, int code, string text) => status switch
    {
        RequestTimeout => false,
        Forbidden or Banned or TooMany => true, // stopped in front of the venue's engine
        Unavailable => IsCertainUnavailable(code, text),
        >= 500 => code == BinanceCodes.Overloaded,
        >= 400 => code != 0 && BinanceCodes.IsCertain(code),
        _ => false,
    };

    /// <summary>The whole address must be quiet for a while.</summary>
    public static bool IsRateLimit(int status, int code) => status is TooMany or Banned || (code == BinanceCodes.TooManyRequests && status != Unavailable);

    public static bool IsBan(int status) => status == Banned;

    // "Unknown error, please check your request or try again later." may have been executed; the others were not.
    private static bool IsCertainUnavailable(int code, string text) =>
        code == BinanceCodes.Overloaded
        || text.StartsWith("Service Unavailable", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("Internal error; unable to process your request", StringComparison.OrdinalIgnoreCase);
}
