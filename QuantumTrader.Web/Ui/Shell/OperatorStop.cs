using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>Presses STOP for a person and reports honestly; behind the dialog and the plain form alike.</summary>
public sealed class OperatorStop(IOperatorActions actions, TimeProvider time, ILogger<OperatorStop> log)
{
    public const string By = "operator";
    public const string ReasonDefault = "Stopped by the operator";
    public const int ReasonLengthMax = 200;

    /// <summary>The latch is durable within milliseconds; whoever waits this long must be told, not kept waiting.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    public async Task<StopAttempt> PressAsync(string? reason)
    {
        try
        {
            // No token: closing the dialog or the browser must not take a stop back.
            var receipt = await actions.StopAsync(By, ReasonOf(reason), CancellationToken.None).WaitAsync(AnswerWithin, time);
            return new StopAttempt.Taken(receipt);
        }
        catch (TimeoutException)
        {
            log.StopUnanswered(AnswerWithin);
            return new StopAttempt.Unanswered(AnswerWithin);
        }
        catch (Exception e)
        {
            log.StopFailed(e);
            return new StopAttempt.Failed(e.Message);
        }
    }

    private static string ReasonOf(string? reason)
    {
        var text = reason?.Trim();
        return string.IsNullOrEmpty(text) ? ReasonDefault
            : text.Length <= ReasonLengthMax ? text
            : text[..ReasonLengthMax];
    }
}
