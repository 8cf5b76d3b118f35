using QuantumTrader.Web.Commands;

namespace QuantumTrader.Integration.Commands;

/// <summary>A command run in this process, for the many cases that need no process of their own. One at a time: the console is shared.</summary>
internal static class InProcess
{
    private static readonly Lock Turn = new();

    public static CommandProcess Replay(params string[] args)
    {
        lock (Turn)
        {
            var (output, error) = (Console.Out, Console.Error);
            using var outputText = new StringWriter();
            using var errorText = new StringWriter();
            try
            {
                Console.SetOut(outputText);
                Console.SetError(errorText);
                return new(ReplayCommand.Run(args), outputText.ToString(), errorText.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
