namespace QuantumTrader.Web.Engine.View;

/// <summary>The latest picture, and a nudge when there is a newer one. Reading never waits for the engine.</summary>
public interface IEngineViews
{
    /// <summary>Null until the engine has made its first picture.</summary>
    EngineView? Current { get; }

    /// <summary>
    /// Calls back at most every <paramref name="intervalMin"/>, and always once more after the last change.
    /// Dispose the result to stop.
    /// </summary>
    IDisposable OnChanged(TimeSpan intervalMin, Func<Task> callback);
}
