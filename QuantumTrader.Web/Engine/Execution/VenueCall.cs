namespace QuantumTrader.Web.Engine.Execution;

/// <summary>A call to the venue with an end: what hangs or throws becomes an answer, so that nothing here waits for ever.</summary>
internal static class VenueCall
{
    /// <param name="call">Begins the call.</param>
    /// <param name="limit">How long its answer is waited for; a later one is not looked at.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="failed">Makes the answer for a call that hung or threw, from the cause.</param>
    public static async ValueTask<T> WithinAsync<T>(Func<ValueTask<T>> call, TimeSpan limit, TimeProvider time, Func<string, T> failed)
    {
        try
        {
            var calling = call();
            return calling.IsCompletedSuccessfully ? calling.Result : await calling.AsTask().WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            return failed($"No answer within {limit.TotalSeconds:0.#} s.");
        }
#pragma warning disable CA1031 // Whatever an adapter throws, the venue may have acted: the caller must treat it as not known.
        catch (Exception e)
        {
            return failed(e.Message);
        }
#pragma warning restore CA1031
    }
}
