using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>The recorder of the market in the health strip: what it lost cannot be had again.</summary>
public static class RecorderItem
{
    public static IEnumerable<HealthItem> Of(EngineView view)
    {
        if (view.Recorder is not { } recorder || (recorder.State == RecorderState.Off && view.Venue is null))
        {
            yield break; // there is nothing that would have to be recorded
        }

        yield return new("Recorder", ValueOf(recorder, view.AtUtc), recorder.State == RecorderState.Off ? null : new(view, recorder.WrittenAtUtc, RecorderHealth.SilentAfter));
    }

    private static Shown ValueOf(RecorderHealth recorder, DateTimeOffset nowUtc) => recorder.State switch
    {
        RecorderState.Off => new("off", Tone.Plain, "The market is not recorded: Recorder:Enabled is false, or Market:Source is not Exchange."),
        RecorderState.LowSpace => new($"NOT RECORDING: disk full{Lost(recorder)}", Tone.Danger, recorder.Failure),
        RecorderState.Failing => new($"NOT RECORDING: the disk refuses{Lost(recorder)}", Tone.Danger, recorder.Failure),
        _ when recorder.IsSilent(nowUtc) => new($"writes nothing{Lost(recorder)}", Tone.Caution, "It is not refused by the disk; either no market comes, or it has stopped."),
        _ => new($"{Figures.Count(recorder.Written)} rows{Lost(recorder)}", recorder.Dropped > 0 ? Tone.Caution : Tone.Plain, "Rows of the market that reached a file since the start."),
    };

    private static string Lost(RecorderHealth recorder) => recorder.Dropped > 0 ? $", {Figures.Count(recorder.Dropped)} lost" : "";
}
